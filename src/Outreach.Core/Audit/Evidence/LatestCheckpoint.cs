using System.Runtime.CompilerServices;

namespace Outreach.Core.Audit.Evidence;

/// <summary>The latest checkpoint of the trail, as evidence needs it.</summary>
public sealed class LatestCheckpoint(IAuditCheckpoints checkpoints) : ICoveringCheckpoint
{
    public async Task<CheckpointFacts?> FindLatestAsync(CancellationToken cancellationToken) =>
        await checkpoints.FindLatestAsync(cancellationToken) is { } latest
            ? new CheckpointFacts(0, latest.At, "", latest.Heads.Count, "", "")
            : null;

    public async IAsyncEnumerable<AuditHead> ReadHeadsAsync(CheckpointFacts checkpoint, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (AuditHead head in (await checkpoints.FindLatestAsync(cancellationToken))?.Heads ?? [])
        {
            yield return head;
        }
    }

    public async Task<HeadInclusion?> ProveAsync(CheckpointFacts checkpoint, AuditStream stream, CancellationToken cancellationToken) =>
        (await checkpoints.FindLatestAsync(cancellationToken))?.Heads.FirstOrDefault(head => head.Stream == stream) is { } found
            ? new HeadInclusion(found, "", 0, [])
            : null;
}
