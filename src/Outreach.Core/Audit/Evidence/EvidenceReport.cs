using Outreach.Core.Campaigns;

namespace Outreach.Core.Audit.Evidence;

/// <summary>One number of the report, with where it comes from.</summary>
/// <param name="Key">Stable, for machines.</param>
public sealed record EvidenceNumber(string Key, long Value, Wording Label, Wording Source);

/// <summary>Something that is not as it should be; shown, never hidden.</summary>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Lists">The first lists it is about; <paramref name="Count"/> counts all.</param>
public sealed record EvidenceException(string Code, long Count, Wording Text, IReadOnlyList<string> Lists);

/// <summary>One condition of the law: what it asks, what enforces it, its numbers, and what does not hold.</summary>
/// <param name="Id">`C1` to `C15`.</param>
/// <param name="Law">Where the condition comes from.</param>
public sealed record EvidenceCondition(
    string Id, Wording Law, Wording Condition, Wording EnforcedBy, IReadOnlyList<EvidenceNumber> Numbers, IReadOnlyList<EvidenceException> Exceptions);

/// <summary>A campaign's evidence at one moment, condition by condition. It holds counts, dates and ids of lists, the names of habilitated agents, and nothing of a patient or doctor.</summary>
public sealed record EvidenceReport(
    EvidenceFindings Findings, IReadOnlyList<EvidenceCondition> Conditions, IReadOnlyList<EvidenceCheck> Checks)
{
    public Campaign Campaign => Findings.Campaign;

    /// <summary>Whether every number agrees with its counterpart.</summary>
    public bool Reconciles => Checks.All(check => check.Holds);

    public int ExceptionCount => Conditions.Sum(condition => condition.Exceptions.Count);

    public static EvidenceReport Of(EvidenceFindings findings)
    {
        IReadOnlyList<EvidenceCheck> checks = Reconciliation.Of(findings);
        IReadOnlyList<(string Condition, EvidenceException Exception)> exceptions = [.. EvidenceExceptions.Of(findings, checks)];
        return new EvidenceReport(findings, [.. ConditionTexts.All.Select(text => new EvidenceCondition(
            text.Id, text.Law, text.Condition, text.EnforcedBy,
            [.. ConditionNumbers.Of(text.Id, findings)],
            [.. exceptions.Where(exception => exception.Condition == text.Id).Select(exception => exception.Exception)]))], checks);
    }
}
