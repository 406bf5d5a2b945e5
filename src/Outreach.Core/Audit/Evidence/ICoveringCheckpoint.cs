namespace Outreach.Core.Audit.Evidence;

/// <summary>The latest checkpoint whose signature holds, in its own words.</summary>
/// <param name="Number">Place in the sequence of checkpoints.</param>
/// <param name="At">When it was made: it covers what was written before.</param>
/// <param name="Root">Merkle root (RFC 6962) over the last entries of all streams, lower-case hexadecimal.</param>
/// <param name="Size">Streams under the root.</param>
/// <param name="KeyId">The version of the key that signed it.</param>
/// <param name="Hash">SHA-256 of the checkpoint as stored, by which whoever keeps one elsewhere names it.</param>
public sealed record CheckpointFacts(long Number, DateTimeOffset At, string Root, long Size, string KeyId, string Hash);

/// <summary>That a stream's last entry, as it was then, is under a checkpoint's root (RFC 6962, 2.1.1).</summary>
/// <param name="Leaf">The bytes that are hashed as a leaf, as text.</param>
/// <param name="Siblings">Lower-case hexadecimal, nearest to the leaf first.</param>
public sealed record HeadInclusion(AuditHead Head, string Leaf, long Index, IReadOnlyList<string> Siblings);

/// <summary>What evidence asks of checkpoints.</summary>
public interface ICoveringCheckpoint
{
    /// <summary>Null before the first.</summary>
    Task<CheckpointFacts?> FindLatestAsync(CancellationToken cancellationToken);

    /// <summary>The heads of a checkpoint, by the ordinal order of their streams' names.</summary>
    IAsyncEnumerable<AuditHead> ReadHeadsAsync(CheckpointFacts checkpoint, CancellationToken cancellationToken);

    /// <summary>Null when the checkpoint does not know the stream.</summary>
    Task<HeadInclusion?> ProveAsync(CheckpointFacts checkpoint, AuditStream stream, CancellationToken cancellationToken);
}
