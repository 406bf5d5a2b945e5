using System.Collections.Concurrent;

namespace Outreach.Core.Audit;

/// <summary>What one run came to: streams checked, and those that are not as they were written.</summary>
public sealed record CheckpointOutcome(int Streams, IReadOnlyList<AuditVerdict> Altered);

/// <summary>Verifies every stream against the last checkpoint and records the new heads.</summary>
/// <remarks>An altered stream keeps its old head in the new checkpoint: it is found again at every run, until somebody explains it.</remarks>
public sealed class CheckpointAuditHandler(
    AuditVerifier verifier, IAuditStreams streams, IAuditCheckpoints checkpoints, TimeProvider time)
{
    /// <summary>Streams are small and many: reading several at once is a matter of minutes less.</summary>
    private const int AtOnce = 8;

    public async Task<CheckpointOutcome> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Dictionary<AuditStream, AuditHead> trusted = (await checkpoints.FindLatestAsync(cancellationToken))?.Heads.ToDictionary(head => head.Stream) ?? [];
        ConcurrentDictionary<AuditStream, AuditVerdict> verdicts = new();
        await Parallel.ForEachAsync(
            AllAsync(trusted.Keys, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (stream, token) => verdicts[stream] = await verifier.VerifyAsync(stream, trusted.GetValueOrDefault(stream), token));

        List<AuditHead> heads = [.. verdicts.Values
            .Select(verdict => verdict.IsIntact ? verdict.Head : trusted.GetValueOrDefault(verdict.Stream) ?? verdict.Head)
            .OfType<AuditHead>()
            .OrderBy(head => head.Stream.Value, StringComparer.Ordinal)];
        await checkpoints.AddAsync(new AuditCheckpoint(now, heads), cancellationToken);
        return new CheckpointOutcome(verdicts.Count, [.. verdicts.Values.Where(verdict => !verdict.IsIntact)]);
    }

    /// <summary>A stream that was there once and is not listed any more is looked at too: it was removed.</summary>
    private async IAsyncEnumerable<AuditStream> AllAsync(
        IEnumerable<AuditStream> known, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<AuditStream> missing = [.. known];
        await foreach (AuditStream stream in streams.ListAsync(cancellationToken))
        {
            missing.Remove(stream);
            yield return stream;
        }

        foreach (AuditStream stream in missing)
        {
            yield return stream;
        }
    }
}
