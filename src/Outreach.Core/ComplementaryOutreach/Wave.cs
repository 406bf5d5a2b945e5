using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>How far a wave is. Names are a stored format.</summary>
public enum WaveState
{
    /// <summary>Those it would reach are being counted; nobody is claimed.</summary>
    Previewing,

    /// <summary>Counted; somebody other than its author decides.</summary>
    AwaitingApproval,

    /// <summary>Approved: people are claimed and messages handed over.</summary>
    Running,

    /// <summary>Handed over; counts are settled and claims of unsent messages released.</summary>
    Reconciling,

    /// <summary>Over.</summary>
    Completed,

    /// <summary>Somebody decided against it.</summary>
    Rejected,

    /// <summary>Nobody decided in time.</summary>
    Expired,

    /// <summary>Cancelled while it ran: no further message goes out; what was not sent is being released.</summary>
    Cancelling,

    /// <summary>Cancelled; what went out before is in its counts.</summary>
    Cancelled,
}

/// <summary>Whom a wave is for. Names are a stored format.</summary>
public enum WaveGroup
{
    /// <summary>People without a treating doctor (C8).</summary>
    WithoutPractitioner,

    /// <summary>People who have one: only under an approved <see cref="OutreachException"/>.</summary>
    WithPractitioner,
}

/// <summary>One run of the insurer's complementary outreach (C8): counted first, approved by somebody else, then sent.</summary>
/// <param name="Author">Opaque name of who planned it; `system:` and the opaque name of who set the schedule, for a scheduled one.</param>
public sealed record Wave(
    WaveId Id, CampaignId Campaign, WaveState State, WavePlan Plan, string Author, DateTimeOffset CreatedAt)
{
    /// <summary>Null until it was counted.</summary>
    public WavePreview? Preview { get; init; }

    /// <summary>Opaque name of who approved or rejected it; never the author's.</summary>
    public string? Decider { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Opaque name of who cancelled it.</summary>
    public string? Canceller { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it came to; null until it is over.</summary>
    public WaveTally? Tally { get; init; }

    public override string ToString() => $"wave {Id}";
}

/// <summary>What a wave is to do; fixed once it was counted.</summary>
/// <param name="Template">Id of an approved template.</param>
/// <param name="TemplateVersion">Exactly this version is sent, whatever is approved later.</param>
/// <param name="Channels">In order of preference, without repetition: the first that reaches a person is used, and no other.</param>
/// <param name="Departments">INSEE codes, sorted; all that exist when the author named none.</param>
/// <param name="MostPeople">People it may solicit at most; null for no limit but the campaign's.</param>
/// <param name="Exception">Id of the exception it uses; null for <see cref="WaveGroup.WithoutPractitioner"/>.</param>
public sealed record WavePlan(
    WaveGroup Group,
    string Template,
    int TemplateVersion,
    IReadOnlyList<OutreachChannel> Channels,
    IReadOnlyList<string> Departments,
    int? MostPeople = null,
    string? Exception = null);

/// <summary>People by what would become of them, numbers only.</summary>
/// <param name="Generation">Of the import they were counted in.</param>
/// <param name="Selected">By the channel that would reach them.</param>
/// <param name="LeftOut">By reason; who is held, closed or has objected in the ledger is one number (C12).</param>
public sealed record WavePreview(
    int Generation, DateTimeOffset CountedAt, IReadOnlyDictionary<OutreachChannel, long> Selected, IReadOnlyDictionary<SelectionOutcome, long> LeftOut);

/// <summary>Messages of a wave, or of one share of it, by what became of them; numbers only.</summary>
/// <param name="Planned">Claimed and not handed over yet.</param>
/// <param name="HandedOver">Taken by the channel.</param>
/// <param name="Withheld">Claimed, and not sent: something changed about the person before (threat 58). Why is not said (C12).</param>
/// <param name="Refused">The channel refuses the address for good.</param>
/// <param name="Uncertain">The channel broke off and cannot say whether it took the message; it is not sent again.</param>
/// <param name="Delivered">Of those handed over, as delivery reports say.</param>
/// <param name="Undelivered">Of those handed over, as delivery reports say.</param>
public sealed record WaveTally(long Planned, long HandedOver, long Withheld, long Refused, long Uncertain, long Delivered, long Undelivered)
{
    public static WaveTally None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public static WaveTally operator +(WaveTally one, WaveTally other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Add(one, other);
    }

    public static WaveTally Add(WaveTally one, WaveTally other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new WaveTally(
            one.Planned + other.Planned,
            one.HandedOver + other.HandedOver,
            one.Withheld + other.Withheld,
            one.Refused + other.Refused,
            one.Uncertain + other.Uncertain,
            one.Delivered + other.Delivered,
            one.Undelivered + other.Undelivered);
    }
}

/// <summary>A measured exception to "without a treating doctor": asked for with a reason and a limit, approved by somebody else, and a line of the evidence (C8).</summary>
/// <param name="Justification">For people; 20 to 1,000 characters, not in the audit trail.</param>
/// <param name="MostPeople">Over all waves that use it.</param>
public sealed record OutreachException(
    string Id, CampaignId Campaign, string Justification, int MostPeople, string Author, DateTimeOffset CreatedAt, DateTimeOffset NotAfter)
{
    public string? Decider { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public bool Approved { get; init; }

    /// <summary>When it was withdrawn; null while it holds.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>People that approved waves may solicit under it at most, by wave. What a wave that is over used less, is free again.</summary>
    public IReadOnlyDictionary<string, int> Reserved { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public bool HoldsAt(DateTimeOffset now) => Approved && RevokedAt is null && now < NotAfter;

    public override string ToString() => $"exception {Id}";
}
