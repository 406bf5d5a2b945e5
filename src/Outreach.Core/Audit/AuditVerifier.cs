namespace Outreach.Core.Audit;

/// <summary>What a verification found.</summary>
public enum AuditFault
{
    /// <summary>An entry's hash is not that of its content.</summary>
    Edited,

    /// <summary>The entry that belongs here is nowhere in the stream.</summary>
    Deleted,

    /// <summary>The entry that stands here belongs elsewhere: it was moved, repeated or put in.</summary>
    OutOfOrder,

    /// <summary>The entry does not follow the one before, which was written anew together with its hash, or put in.</summary>
    Unlinked,

    /// <summary>Bytes that are no entry.</summary>
    Damaged,

    /// <summary>Entries that a checkpoint saw are not there any more.</summary>
    Truncated,

    /// <summary>Nothing of a stream that a checkpoint saw is there any more.</summary>
    Removed,

    /// <summary>A chain that is consistent in itself, but not the one that a checkpoint saw.</summary>
    Rewritten,

    /// <summary>Something that is no stream of this trail was put among them.</summary>
    Foreign,
}

/// <summary>A stream's verification: intact when there is no fault.</summary>
/// <param name="Head">The last entry that is as it should be; null when there is none.</param>
/// <param name="At">Sequence at which the fault shows.</param>
public sealed record AuditVerdict(AuditStream Stream, AuditHead? Head, AuditFault? Fault, long At)
{
    public bool IsIntact => Fault is null;
}

/// <summary>Checks a stream against itself and against a head that is trusted.</summary>
/// <remarks>The chain alone shows edits, gaps and moves; only a trusted head shows a tail cut off or a chain rewritten as a whole.</remarks>
public sealed class AuditVerifier(IAuditTrail trail)
{
    public async Task<AuditVerdict> VerifyAsync(AuditStream stream, AuditHead? trusted, CancellationToken cancellationToken)
    {
        if (!stream.IsWellFormed)
        {
            return new AuditVerdict(stream, Head: null, AuditFault.Foreign, At: 0);
        }

        AuditEntry? head = null;
        long missing = 0;
        try
        {
            await foreach (AuditEntry entry in trail.ReadAsync(stream, cancellationToken))
            {
                if (missing > 0)
                {
                    // An entry that comes later was moved, not deleted.
                    if (entry.Sequence == missing)
                    {
                        return Verdict(stream, head, AuditFault.OutOfOrder, missing);
                    }

                    continue;
                }

                AuditFault? fault = AuditChain.Check(stream, head, entry)
                    ?? (entry.Sequence == trusted?.Sequence && entry.Hash != trusted.Hash ? AuditFault.Rewritten : null);
                if (fault == AuditFault.Deleted)
                {
                    missing = Next(head);
                    continue;
                }

                if (fault is not null)
                {
                    return Verdict(stream, head, fault, Next(head));
                }

                head = entry;
            }
        }
        catch (AuditDamagedException) when (missing == 0)
        {
            return Verdict(stream, head, AuditFault.Damaged, Next(head));
        }
        catch (AuditDamagedException)
        {
            // The first fault is the one to tell.
        }

        return missing > 0 ? Verdict(stream, head, AuditFault.Deleted, missing) : AtTheEnd(stream, head, trusted);
    }

    private static AuditVerdict AtTheEnd(AuditStream stream, AuditEntry? head, AuditHead? trusted)
    {
        long length = head?.Sequence ?? 0;
        AuditFault? fault = length >= (trusted?.Sequence ?? 0) ? null : length == 0 ? AuditFault.Removed : AuditFault.Truncated;
        return Verdict(stream, head, fault, fault is null ? length : length + 1);
    }

    private static long Next(AuditEntry? head) => (head?.Sequence ?? 0) + 1;

    private static AuditVerdict Verdict(AuditStream stream, AuditEntry? head, AuditFault? fault, long at) =>
        new(stream, head is null ? null : AuditHead.Of(stream, head), fault, at);
}
