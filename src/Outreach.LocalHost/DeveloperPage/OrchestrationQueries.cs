using System.Globalization;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Primitives;
using Outreach.LocalHost.Durable;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>What the page asks about orchestrations. Instance ids are parameters, not parts of a path: they may hold what a path may not.</summary>
internal static class OrchestrationQueries
{
    public const string InstanceId = "instanceId";

    private const int DefaultPage = 200;
    private const int LargestPage = 1_000;
    private const int DefaultLines = 100;
    private const int MostLines = 1_000;

    /// <summary>`GET orchestrations?status=…&amp;prefix=…&amp;size=…&amp;continuation=…`</summary>
    public static async Task<IResult> ListAsync(HttpRequest request, IHubStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        if (ReadStatuses(request.Query["status"]) is not { } statuses)
        {
            return Failures.UnknownStatus(Enum.GetNames<OrchestrationRuntimeStatus>()).ToResult();
        }

        if (ReadNumber(request, "size", DefaultPage, 1, LargestPage) is not { } size)
        {
            return Failures.NotANumber("size", 1, LargestPage).ToResult();
        }

        string given = request.Query["continuation"].ToString();
        string? continuation = given.Length == 0 ? null : OrchestrationList.ReadContinuation(given);
        if (given.Length > 0 && string.IsNullOrEmpty(continuation))
        {
            return Failures.StaleContinuation.ToResult();
        }

        var filter = new OrchestrationFilter(statuses, request.Query["prefix"].ToString());
        try
        {
            return DeveloperPageRoutes.Answer(await OrchestrationList.ReadAsync(store, filter, size, continuation, time.GetUtcNow(), cancellationToken));
        }
        catch (RequestFailedException wrong) when (continuation is not null && wrong.Status == StatusCodes.Status400BadRequest)
        {
            return Failures.StaleContinuation.ToResult();
        }
    }

    /// <summary>`GET orchestrations/timeline?instanceId=…&amp;skip=…&amp;take=…`; 304 to whoever has it already.</summary>
    public static async Task<IResult> TimelineAsync(HttpRequest request, IHubStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.Query[InstanceId].ToString() is not { Length: > 0 } instanceId)
        {
            return Failures.Missing(InstanceId).ToResult();
        }

        if (ReadNumber(request, "skip", 0, 0, int.MaxValue) is not { } skip)
        {
            return Failures.NotANumber("skip", 0, int.MaxValue).ToResult();
        }

        if (ReadNumber(request, "take", DefaultLines, 1, MostLines) is not { } take)
        {
            return Failures.NotANumber("take", 1, MostLines).ToResult();
        }

        string known = request.Headers.IfNoneMatch.ToString();
        if (known.Length > 0 && await store.FindStateAsync(instanceId, withInput: false, cancellationToken) is { } state && TimelineView.ETagOf(state) == known)
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        if (await store.ReadHistoryAsync(instanceId, cancellationToken) is not { } history)
        {
            return Failures.NoSuchInstance.ToResult();
        }

        request.HttpContext.Response.Headers.ETag = TimelineView.ETagOf(history.State);
        return DeveloperPageRoutes.Answer(TimelineView.Of(history, skip, take, time.GetUtcNow()));
    }

    /// <summary>By name: a number would pass as well, and mean nothing to a reader. Null when one is unknown.</summary>
    private static HashSet<OrchestrationRuntimeStatus>? ReadStatuses(StringValues names)
    {
        HashSet<OrchestrationRuntimeStatus> statuses = [];
        foreach (string? name in names)
        {
            if (!Enum.GetNames<OrchestrationRuntimeStatus>().Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return null;
            }

            statuses.Add(Enum.Parse<OrchestrationRuntimeStatus>(name!, ignoreCase: true));
        }

        return statuses;
    }

    private static int? ReadNumber(HttpRequest request, string parameter, int absent, int least, int most)
    {
        if (!request.Query.TryGetValue(parameter, out StringValues text))
        {
            return absent;
        }

        return int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number : null;
    }
}
