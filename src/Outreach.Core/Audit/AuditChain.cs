namespace Outreach.Core.Audit;

/// <summary>How one entry follows another; every writer of a trail goes through here.</summary>
public static class AuditChain
{
    /// <summary>What the first entry follows.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>An append blob holds this many blocks, and an entry is one block.</summary>
    public const long LongestChain = 50_000;

    /// <summary>The entry that follows <paramref name="head"/>, or the first.</summary>
    /// <exception cref="ArgumentException">The event says something it may not.</exception>
    /// <exception cref="InvalidOperationException">The stream is full.</exception>
    public static AuditEntry Next(AuditStream stream, AuditEntry? head, AuditEvent auditEvent, DateTimeOffset at)
    {
        AuditVocabulary.Require(auditEvent);
        if (head?.Sequence >= LongestChain)
        {
            throw new InvalidOperationException($"The audit stream {stream.Value} is full: it holds {LongestChain} events and takes no more.");
        }

        // A clock set back must not make a chain that goes back in time: order is the chain's, and times follow it.
        DateTimeOffset time = head is not null && at < head.At ? head.At : at;
        var entry = new AuditEntry(
            (head?.Sequence ?? 0) + 1, time, auditEvent.Type, auditEvent.Actor, auditEvent.Data, head?.Hash ?? Genesis, Hash: "");
        return entry with { Hash = AuditLine.Hash(stream, entry) };
    }

    /// <summary>What is wrong with an entry at its place; null when nothing is.</summary>
    public static AuditFault? Check(AuditStream stream, AuditEntry? head, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (AuditLine.Hash(stream, entry) != entry.Hash)
        {
            return AuditFault.Edited;
        }

        long expected = (head?.Sequence ?? 0) + 1;
        return entry.Sequence > expected ? AuditFault.Deleted
            : entry.Sequence < expected ? AuditFault.OutOfOrder
            : entry.Previous != (head?.Hash ?? Genesis) ? AuditFault.Unlinked
            : null;
    }
}
