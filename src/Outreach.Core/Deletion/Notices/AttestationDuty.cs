using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion.Notices;

/// <summary>Where the attestation of a list's copies stands.</summary>
public enum AttestationState
{
    /// <summary>The list is still there, or its doctor is being reminded.</summary>
    Awaited,

    /// <summary>The list was never opened: there can be no copy.</summary>
    NotNeeded,
    Attested,

    /// <summary>Nobody attested in time: the insurer is told.</summary>
    Escalated,
}

/// <summary>What is kept of one list until, and after, its doctor attests: pseudonymous, no address (C5).</summary>
public sealed record AttestationDuty
{
    public required CampaignId Campaign { get; init; }

    public required ListId List { get; init; }

    public required PractitionerRef Practitioner { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public AttestationState State { get; init; }

    /// <summary>When to look at it next; null when there is nothing left to do.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The last reminder dealt with, sent or not: see <see cref="NoticeFacts.Passed"/>.</summary>
    public int Passed { get; init; }

    /// <summary>The reminder that is being sent, 0 for none, and how often it was begun; each time by whoever wrote it here first.</summary>
    public int Begun { get; init; }

    public int Attempts { get; init; }

    /// <summary>Mails handed over before the end, and after it.</summary>
    public int RemindedBefore { get; init; }

    public int RemindedAfter { get; init; }

    /// <summary>The last reminder reached nobody: no address was given, the mail was refused, or it was never confirmed.</summary>
    public bool Unreachable { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public DateTimeOffset? AttestedAt { get; init; }
}
