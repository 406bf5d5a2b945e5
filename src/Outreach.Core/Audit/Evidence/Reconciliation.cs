using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Core.Audit.Evidence;

/// <summary>Two numbers that must be one, from places that do not know of each other.</summary>
/// <param name="Code">Stable; the texts for people hang on it.</param>
/// <param name="Condition">The condition of the law that it bears on.</param>
public sealed record EvidenceCheck(string Code, string Condition, long Expected, long Found)
{
    public bool Holds => Expected == Found;
}

/// <summary>What a campaign's evidence is made of, before it is judged.</summary>
public sealed record EvidenceFindings(
    Campaign Campaign, DateTimeOffset At, KeyEnd Key, ListTally Lists, RequestTally Requests, CampaignTrail Trail,
    DoctorCounts Doctors, AttestationCounts Attestations, CheckpointEvidence Checkpoints)
{
    /// <summary>Ciphertexts, shares and chains that no list of any campaign has.</summary>
    public long Orphans { get; init; }

    public ObjectionTally Objections { get; init; } = ObjectionTally.None;

    public HabilitationEvidence Habilitations { get; init; } = HabilitationEvidence.None;

    /// <summary>Chains of lists, of objections and of the campaign itself that were altered.</summary>
    public long AlteredTrails => Lists.AlteredTrails + Objections.AlteredTrails + (Trail.Fault is null ? 0 : 1);
}

/// <summary>Which numbers must agree; pure, so that every rule can be tabled. What does not agree is part of the report.</summary>
public static class Reconciliation
{
    /// <summary>Requests and lists are counted one after the other: what was asked for in the minutes before is on both sides or on neither.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    /// <summary>A request's row and its event are written one after the other, each with a time of its own.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    internal static bool IsJustBefore(DateTimeOffset at, DateTimeOffset settledBefore) => settledBefore - Margin <= at && at < settledBefore;

    internal static bool IsJustAfter(DateTimeOffset at, DateTimeOffset settledBefore) => settledBefore <= at && at < settledBefore + Margin;

    public static IReadOnlyList<EvidenceCheck> Of(EvidenceFindings found)
    {
        ArgumentNullException.ThrowIfNull(found);
        (ListTally lists, RequestTally requests) = (found.Lists, found.Requests);
        long ended = lists.In(ListFate.Destroying) + lists.In(ListFate.Destroyed);
        bool closed = found.Campaign.State == CampaignState.Closed;
        return
        [
            new("requests-have-lists", "C1", requests.Settled, lists.Settled - Unsettled(lists, requests)),
            new("ended-by-reason", "C5", ended, lists.ByReason.Values.Sum()),
            new("destroyed-have-proofs", "C14", lists.In(ListFate.Destroyed), lists.Proofs + lists.ProofsErased),
            new("destroyed-have-events", "C14", lists.In(ListFate.Destroyed) + lists.DestructionsUnfinished, lists.DestructionEvents + lists.ProofsErased),
            new("destroyed-left-nothing", "C5", 0, lists.LeftOvers),
            new("nothing-without-a-list", "C3", 0, found.Orphans),
            new("left-out-as-sealed", "C7", lists.LeftOutRecorded, lists.LeftOutSealed),
            new("requests-within-limit", "C9", 0, found.Doctors.MostRequests > found.Campaign.Policy.RequestsPerDoctor ? 1 : 0),
            new("chains-intact", "C14", 0, found.AlteredTrails),
            new("checkpoints-intact", "C14", 0, found.Checkpoints.Faults),
            new("closed-left-no-list", "C5", 0, closed ? lists.Known - lists.In(ListFate.Destroyed) : 0),
            new("closed-by-the-trail", "C5", closed ? 1 : 0, found.Trail.Closed || (closed && found.Trail.MayBeErased) ? 1 : 0),
            new("key-as-the-campaign-says", "C5", 0, found.Key.IsRecovered ? 1 : 0),
            new("secret-gone", "C5", 0, found.Campaign.State != CampaignState.Open && found.Campaign.WrappedSecret.Length > 0 ? 1 : 0),
        ];
    }

    /// <summary>How many lists there may be more, or fewer, than requests: those whose request may be gone, and those astride the instant, which each place has on another side.</summary>
    private static long Unsettled(ListTally lists, RequestTally requests) => Math.Clamp(
        lists.Settled - requests.Settled,
        -Math.Min(requests.JustBefore, lists.JustAfter),
        lists.SettledMayBeGone + Math.Min(lists.JustBefore, requests.JustAfter));
}
