using Outreach.Core.Contacts;

namespace Outreach.Core.Audit.Evidence;

/// <summary>What the trail says of one objection: who recorded it, and whether it was withdrawn; never whose it is.</summary>
internal sealed record ObjectionTrail
{
    public ObjectionOrigin? Recorded { get; init; }

    /// <summary>Who had recorded what was withdrawn; only the person withdraws.</summary>
    public ObjectionOrigin? Withdrawn { get; init; }

    public AuditEntry? Head { get; init; }

    /// <summary>The stream's last entry as the latest checkpoint knows it; null when that does not know the stream.</summary>
    public AuditHead? Trusted { get; init; }

    public AuditFault? Fault { get; init; }

    public ObjectionTrail With(AuditStream stream, AuditEntry entry)
    {
        if ((Fault ?? AuditChain.Check(stream, Head, entry) ?? Rewritten(entry)) is { } fault)
        {
            return this with { Fault = fault };
        }

        ObjectionTrail next = this with { Head = entry };
        ObjectionOrigin? origin = Enum.TryParse(entry.Data.GetValueOrDefault("origin"), out ObjectionOrigin told) ? told : null;

        // Two calls at once may have written the same event twice: it is one objection.
        return entry.Type switch
        {
            ObjectionJournal.Objected => next with { Recorded = Recorded ?? origin },
            ObjectionJournal.Withdrawn => next with { Withdrawn = Withdrawn ?? origin },
            _ => next,
        };
    }

    public static async Task<ObjectionTrail> ReadAsync(IAuditTrail trail, AuditStream stream, AuditHead? trusted, CancellationToken cancellationToken)
    {
        var read = new ObjectionTrail { Trusted = trusted };
        try
        {
            await foreach (AuditEntry entry in trail.ReadAsync(stream, cancellationToken))
            {
                read = read.With(stream, entry);
            }
        }
        catch (AuditDamagedException)
        {
            read = read with { Fault = read.Fault ?? AuditFault.Damaged };
        }

        return read.AtEnd();
    }

    private ObjectionTrail AtEnd() =>
        Fault is null && (Head?.Sequence ?? 0) < Trusted?.Sequence ? this with { Fault = Head is null ? AuditFault.Removed : AuditFault.Truncated } : this;

    private AuditFault? Rewritten(AuditEntry entry) =>
        entry.Sequence == Trusted?.Sequence && entry.Hash != Trusted.Hash ? AuditFault.Rewritten : null;
}
