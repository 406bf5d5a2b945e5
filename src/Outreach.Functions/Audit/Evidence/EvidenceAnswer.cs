using Outreach.Core.Audit.Evidence;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>The report as it is answered: counts, dates and ids of lists, with their texts in one language.</summary>
/// <param name="Reconciles">Whether every number agrees with its counterpart.</param>
/// <param name="Exceptions">How many conditions' exceptions there are; each stands under its condition.</param>
/// <param name="Checkpoint">Null before the first: nothing is covered then.</param>
/// <param name="Habilitations">Of agents and systems of the insurer, for any time of the campaign (C10).</param>
public sealed record EvidenceAnswer(
    DateTimeOffset At,
    EvidenceCampaign Campaign,
    EvidenceKey Key,
    bool Reconciles,
    int Exceptions,
    IReadOnlyList<ConditionAnswer> Conditions,
    ListsAnswer Lists,
    ErasureAnswer Erasure,
    CheckpointFacts? Checkpoint,
    AttestationsAnswer Attestations,
    IReadOnlyList<CheckAnswer> Reconciliation,
    IReadOnlyList<HabilitationEvidenceAnswer> Habilitations)
{
    public static EvidenceAnswer Of(EvidenceReport report, bool french)
    {
        ArgumentNullException.ThrowIfNull(report);
        (EvidenceFindings found, Campaign campaign) = (report.Findings, report.Campaign);
        return new EvidenceAnswer(
            found.At,
            new EvidenceCampaign(
                campaign.Id.Value, campaign.Title, campaign.State.ToString(), campaign.OpensAt, campaign.EndsAt, campaign.ClosedAt, campaign.Policy),
            new EvidenceKey(found.Key.Stage.ToString(), found.Key.FinalOn),
            report.Reconciles,
            report.ExceptionCount,
            [.. report.Conditions.Select(condition => ConditionAnswer.Of(condition, french))],
            ListsAnswer.Of(found.Lists),
            new ErasureAnswer(
                found.Lists.Proofs, found.Lists.Covered, found.Lists.Proofs - found.Lists.Covered, found.Lists.ProofsErased, EvidenceAddresses.Proofs(campaign.Id, after: "")),
            found.Checkpoints.Latest,
            AttestationsAnswer.Of(found.Attestations),
            [.. report.Checks.Select(check => CheckAnswer.Of(check, french))],
            [.. found.Habilitations.All.Select(habilitation => HabilitationEvidenceAnswer.Of(habilitation, found))]);
    }
}

/// <param name="State">`Open`, `Closing` or `Closed`.</param>
public sealed record EvidenceCampaign(
    string Id, string Title, string State, DateTimeOffset OpensAt, DateTimeOffset EndsAt, DateTimeOffset? ClosedAt, CampaignPolicy Policy);

/// <param name="State">`InUse`, `Disabled`, `Deleted` or `Purged`, as the vault says now.</param>
/// <param name="FinalOn">When a deleted key is, or was, beyond recovery.</param>
public sealed record EvidenceKey(string State, DateTimeOffset? FinalOn);

/// <summary>A condition with its words in one language.</summary>
public sealed record ConditionAnswer(
    string Id, string Condition, string Law, string EnforcedBy, IReadOnlyList<NumberAnswer> Numbers, IReadOnlyList<ExceptionAnswer> Exceptions)
{
    public static ConditionAnswer Of(EvidenceCondition condition, bool french)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new ConditionAnswer(
            condition.Id, condition.Condition.In(french), condition.Law.In(french), condition.EnforcedBy.In(french),
            [.. condition.Numbers.Select(number => new NumberAnswer(number.Key, number.Value, number.Label.In(french), number.Source.In(french)))],
            [.. condition.Exceptions.Select(exception => ExceptionAnswer.Of(exception, french))]);
    }
}

/// <param name="Source">Where it was counted.</param>
public sealed record NumberAnswer(string Key, long Value, string Label, string Source);

/// <param name="Lists">The first of them; <paramref name="Count"/> counts all.</param>
public sealed record ExceptionAnswer(string Code, long Count, string Text, IReadOnlyList<string> Lists)
{
    public static ExceptionAnswer Of(EvidenceException exception, bool french)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new ExceptionAnswer(exception.Code, exception.Count, exception.Text.In(french), exception.Lists);
    }
}

/// <summary>Doctors' attestations that own copies are deleted, and what was done to get them.</summary>
public sealed record AttestationsAnswer(
    int Lists, int NeverOpened, int Attested, int Unattested, int RemindedBefore, int RemindedAfter, int Unreachable, int Escalated)
{
    public static AttestationsAnswer Of(AttestationCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new AttestationsAnswer(
            counts.Lists, counts.NeverOpened, counts.Attested, counts.Unattested, counts.RemindedBefore, counts.RemindedAfter, counts.Unreachable, counts.Escalated);
    }
}

/// <summary>Lists by state, by outcome, by reason of ending, and by what is in the way.</summary>
public sealed record ListsAnswer(
    long Requested,
    long InProgress,
    long Prepared,
    long Failed,
    long EndedUnprepared,
    long KnownFromTheRecordAlone,
    long Opened,
    long NeverOpened,
    long Openings,
    IReadOnlyDictionary<string, long> ByState,
    IReadOnlyDictionary<string, long> ByReason,
    IReadOnlyDictionary<string, long> ByObstacle,
    IReadOnlyDictionary<string, long> ByNecessity,
    long PastDue,
    long Attested)
{
    public static ListsAnswer Of(ListTally lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        return new ListsAnswer(
            lists.Known, lists.InProgress, lists.Prepared, lists.Failed, lists.EndedUnprepared, lists.KnownFromTheRecordAlone, lists.Opened,
            lists.Prepared - lists.Opened, lists.Openings,
            Enum.GetValues<ListFate>().ToDictionary(fate => fate.ToString(), lists.In, StringComparer.Ordinal),
            Enum.GetValues<EndReason>().ToDictionary(reason => reason.ToString(), lists.For, StringComparer.Ordinal),
            lists.ByObstacle.ToDictionary(obstacle => obstacle.Key.ToString(), obstacle => obstacle.Value, StringComparer.Ordinal),
            lists.ByNecessity,
            lists.PastDue, lists.Attested);
    }
}

/// <param name="ErasedWithTheTrail">Proofs that retention erased together with the events they were (C14).</param>
/// <param name="FirstPage">Where the proofs of all lists begin.</param>
public sealed record ErasureAnswer(long Proofs, long Covered, long NotYetCovered, long ErasedWithTheTrail, string FirstPage);

/// <summary>Two numbers that must be one.</summary>
public sealed record CheckAnswer(string Code, string Condition, string ExpectedLabel, long Expected, string FoundLabel, long Found, bool Holds)
{
    public static CheckAnswer Of(EvidenceCheck check, bool french)
    {
        ArgumentNullException.ThrowIfNull(check);
        CheckText text = CheckTexts.Of(check.Code);
        return new CheckAnswer(check.Code, check.Condition, text.Expected.In(french), check.Expected, text.Found.In(french), check.Found, check.Holds);
    }
}
