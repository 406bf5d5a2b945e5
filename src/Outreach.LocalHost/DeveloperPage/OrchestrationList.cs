using System.Buffers.Text;
using System.Text;
using Microsoft.DurableTask.Client;
using Outreach.LocalHost.Durable;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>Which orchestrations to list: of any of these statuses (of all if none is named), with ids that begin so.</summary>
internal sealed record OrchestrationFilter(IReadOnlySet<OrchestrationRuntimeStatus> Statuses, string Prefix)
{
    public bool Admits(InstanceState state) =>
        (Statuses.Count == 0 || Statuses.Contains(state.Status)) && state.InstanceId.StartsWith(Prefix, StringComparison.Ordinal);
}

/// <summary>A page of orchestrations.</summary>
/// <param name="Looked">How many instances storage handed out for it.</param>
/// <param name="Continuation">Where the next page begins; null at the end.</param>
internal sealed record OrchestrationPage(IReadOnlyList<OrchestrationView> Orchestrations, int Looked, string? Continuation, DateTimeOffset Now);

/// <summary>Lists the hub a page at a time. Storage hands instances out by their ids and cannot sort: newest first holds within a page.</summary>
internal static class OrchestrationList
{
    /// <summary>A filter that few instances pass must not make one call read the whole hub.</summary>
    private const int MostStoragePages = 5;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<OrchestrationPage> ReadAsync(
        IHubStore store, OrchestrationFilter filter, int size, string? continuation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<InstanceState> found = [];
        int looked = 0;
        for (int page = 0; page < MostStoragePages && found.Count < size; page++)
        {
            (IReadOnlyList<InstanceState> states, continuation) = await store.PageAsync(size, continuation, withInputs: false, cancellationToken);
            looked += states.Count;
            found.AddRange(states.Where(filter.Admits));
            if (continuation is null)
            {
                break;
            }
        }

        return new OrchestrationPage(
            [.. found.OrderByDescending(state => state.CreatedAt).ThenBy(state => state.InstanceId, StringComparer.Ordinal).Select(OrchestrationView.Of)],
            looked,
            continuation is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(continuation)),
            now);
    }

    /// <summary>Storage's own token; null when the text is none that a page gave.</summary>
    public static string? ReadContinuation(string text)
    {
        try
        {
            return Strict.GetString(Base64Url.DecodeFromChars(text));
        }
        catch (Exception foreign) when (foreign is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
