using System.Runtime.CompilerServices;

namespace Outreach.Core.Audit;

/// <summary>A stream, read from its first entry to its last.</summary>
public sealed record InspectedStream(WalkedStream Walked, AuditVerdict Verdict)
{
    public long Entries => Verdict.Head?.Sequence ?? 0;

    /// <summary>Entries that no checkpoint vouches for yet: only their own chain does.</summary>
    public long Uncovered => Verdict.IsIntact ? Math.Max(0, Entries - (Walked.Trusted?.Sequence ?? 0)) : 0;
}

/// <summary>Verifies stream after stream against a checkpoint, in the order of names, several at a time.</summary>
public sealed class StreamInspection(StreamWalk walk, AuditVerifier verifier)
{
    /// <summary>Streams are small and many: reading several at once is a matter of minutes less.</summary>
    private const int AtOnce = 8;

    /// <exception cref="AuditDamagedException">The checkpoint's lists are not those that were signed: nothing that was said before counts.</exception>
    public async IAsyncEnumerable<InspectedStream> RunAsync(
        CheckpointStatement? trusted, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Queue<Task<InspectedStream>> window = new(AtOnce);
        try
        {
            await foreach (WalkedStream stream in walk.RunAsync(trusted, after, cancellationToken))
            {
                window.Enqueue(InspectAsync(stream, cancellationToken));
                if (window.Count == AtOnce)
                {
                    yield return await window.Dequeue();
                }
            }

            while (window.TryDequeue(out Task<InspectedStream>? inspected))
            {
                yield return await inspected;
            }
        }
        finally
        {
            await ((Task)Task.WhenAll(window)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<InspectedStream> InspectAsync(WalkedStream walked, CancellationToken cancellationToken)
    {
        // What retention erased is gone, as it should be.
        AuditVerdict verdict = walked is { IsErased: true, IsThere: false }
            ? new AuditVerdict(walked.Stream, Head: null, Fault: null, At: 0)
            : await verifier.VerifyAsync(walked.Stream, walked.Trusted, cancellationToken);
        return new InspectedStream(walked, verdict);
    }
}
