namespace Outreach.Core.Audit;

/// <summary>What a verification found.</summary>
public enum AuditFault
{
    /// <summary>An entry's hash is not that of its content.</summary>
    Edited,

    /// <summary>An entry does not follow the one before: something was removed, inserted or moved.</summary>
    OutOfOrder,

    /// <summary>Bytes that are no entry.</summary>
    Damaged,

    /// <summary>Entries that a checkpoint saw are not there any more.</summary>
    Truncated,

    /// <summary>A chain that is consistent in itself, but not the one that a checkpoint saw.</summary>
    Rewritten,
}

/// <summary>The last entry of a stream, as somebody trusted once saw it.</summary>
public sealed record AuditHead(AuditStream Stream, long Sequence, string Hash);

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
        AuditEntry? head = null;
        try
        {
            await foreach (AuditEntry entry in trail.ReadAsync(stream, cancellationToken))
            {
                AuditFault? fault = AuditChain.Check(stream, head, entry)
                    ?? (entry.Sequence == trusted?.Sequence && entry.Hash != trusted.Hash ? AuditFault.Rewritten : null);
                if (fault is not null)
                {
                    return Verdict(stream, head, fault, (head?.Sequence ?? 0) + 1);
                }

                head = entry;
            }
        }
        catch (AuditDamagedException)
        {
            return Verdict(stream, head, AuditFault.Damaged, (head?.Sequence ?? 0) + 1);
        }

        long length = head?.Sequence ?? 0;
        return Verdict(stream, head, length < (trusted?.Sequence ?? 0) ? AuditFault.Truncated : null, length);
    }

    private static AuditVerdict Verdict(AuditStream stream, AuditEntry? head, AuditFault? fault, long at) =>
        new(stream, head is null ? null : new AuditHead(stream, head.Sequence, head.Hash), fault, at);
}
