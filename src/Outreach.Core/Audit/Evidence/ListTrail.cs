using System.Globalization;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>What the trail says of one list: counts and dates, never who (C14).</summary>
public sealed record ListTrail
{
    /// <summary>An opening is judged by the clock before it is written down: what is written so much later was judged in time.</summary>
    public static readonly TimeSpan WritingTime = TimeSpan.FromMinutes(1);

    /// <summary>From the request; null when the stream does not begin with one.</summary>
    public CampaignId? Campaign { get; init; }

    public DateTimeOffset? RequestedAt { get; init; }

    public DateTimeOffset? NotAfter { get; init; }

    public bool Sealed { get; init; }

    /// <summary>Rows that were sealed last.</summary>
    public int Rows { get; init; }

    /// <summary>Own patients who were left out of them.</summary>
    public int LeftOut { get; init; }

    public int Openings { get; init; }

    /// <summary>Of these: after the end of access, or after the destruction.</summary>
    public int LateOpenings { get; init; }

    /// <summary>Of these: by anybody but the doctor who asked.</summary>
    public int ForeignOpenings { get; init; }

    /// <summary>Of these: by the insurer's side.</summary>
    public int InsurerOpenings { get; init; }

    /// <summary>Where destructions stand. More than one when a run was killed before it could be noted in the record.</summary>
    public IReadOnlyList<AuditReceipt> Destructions { get; init; } = [];

    /// <summary>When and why the list was destroyed, as the last of them says.</summary>
    public DateTimeOffset? DestroyedAt { get; init; }

    public EndReason? End { get; init; }

    /// <summary>The stated necessity.</summary>
    public string Necessity { get; init; } = "";

    public bool Attested { get; init; }

    /// <summary>Events that tell how a contact went.</summary>
    public int ContactEvents { get; init; }

    public AuditEntry? Head { get; init; }

    /// <summary>The stream's last entry as the latest checkpoint knows it; null when that does not know the stream.</summary>
    public AuditHead? Trusted { get; init; }

    /// <summary>What is wrong with the chain; null when nothing is.</summary>
    public AuditFault? Fault { get; init; }

    public long Events => Head?.Sequence ?? 0;

    /// <summary>Up to here the chain is the one that the checkpoint signed.</summary>
    public long CoveredUpTo => Fault is null && Trusted is not null ? Trusted.Sequence : 0;

    /// <summary>Actor of the request: a pseudonym, for comparing alone.</summary>
    internal string? Requester { get; private init; }

    /// <summary>What the trail says with one entry more.</summary>
    public ListTrail With(AuditStream stream, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if ((Fault ?? AuditChain.Check(stream, Head, entry) ?? Rewritten(entry)) is { } fault)
        {
            return this with { Fault = fault };
        }

        ListTrail next = this with { Head = entry };
        return entry.Type switch
        {
            "lists.requested" => next with
            {
                Campaign = CampaignId.TryParse(entry.Data.GetValueOrDefault("campaign"), out CampaignId id) ? id : null,
                RequestedAt = RequestedAt ?? entry.At,
                NotAfter = Instant(entry, "notAfter"),
                Necessity = entry.Data.GetValueOrDefault("necessity", ""),
                Requester = entry.Actor,
            },
            "lists.sealed" => next with { Sealed = true, Rows = Count(entry, "rows"), LeftOut = Count(entry, "leftOut") },
            "lists.opened" => next with
            {
                Openings = Openings + 1,
                LateOpenings = LateOpenings + (entry.At > NotAfter + WritingTime || Destructions.Count > 0 ? 1 : 0),
                ForeignOpenings = ForeignOpenings + (entry.Actor != Requester ? 1 : 0),
                InsurerOpenings = InsurerOpenings + (entry.Actor.StartsWith("Insurer:", StringComparison.Ordinal) ? 1 : 0),
            },
            "deletion.list-destroyed" => next with
            {
                Destructions = [.. Destructions, new AuditReceipt(stream, entry.Sequence, entry.Hash)],
                DestroyedAt = entry.At,
                End = Enum.TryParse(entry.Data.GetValueOrDefault("reason"), out EndReason reason) ? reason : null,
            },
            "deletion.attested" => next with { Attested = true },
            _ when TellsContact(entry.Type) => next with { ContactEvents = ContactEvents + 1 },
            _ => next,
        };
    }

    /// <summary>What the trail says when there is no entry more.</summary>
    public ListTrail AtEnd() => Fault is null && Events < Trusted?.Sequence ? this with { Fault = Head is null ? AuditFault.Removed : AuditFault.Truncated } : this;

    /// <summary>Objections have chains of their own; in those of lists and campaigns nothing tells of a contact (C12).</summary>
    internal static bool TellsContact(string type) => type.StartsWith("contacts.", StringComparison.Ordinal);

    private AuditFault? Rewritten(AuditEntry entry) =>
        entry.Sequence == Trusted?.Sequence && entry.Hash != Trusted.Hash ? AuditFault.Rewritten : null;

    private static int Count(AuditEntry entry, string name) =>
        int.TryParse(entry.Data.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0;

    private static DateTimeOffset? Instant(AuditEntry entry, string name) =>
        DateTimeOffset.TryParse(entry.Data.GetValueOrDefault(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;
}
