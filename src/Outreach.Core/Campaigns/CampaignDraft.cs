using Outreach.Core.Audit;

namespace Outreach.Core.Campaigns;

/// <summary>A campaign as its author sends it.</summary>
public sealed record CampaignBody(string? Id, string? Title, DateTimeOffset? OpensAt, DateTimeOffset? EndsAt, CampaignPolicyBody? Policy);

/// <summary>Policy settings as their author sends them; what is left out has its default (see <see cref="CampaignPolicy"/>).</summary>
public sealed record CampaignPolicyBody(
    IReadOnlyList<string>? AcceptedReasons, int? ListLifetimeDays, int? RequestsPerDoctor, int? OpeningsPerList, int? SolicitationsPerPerson = null);

/// <summary>A campaign that is valid and does not exist yet.</summary>
public sealed record CampaignDraft(CampaignId Id, string Title, DateTimeOffset OpensAt, DateTimeOffset EndsAt, CampaignPolicy Policy)
{
    private const int LongestTitle = 120;
    private const int MostReasons = 20;

    /// <summary>Two years. Longer than any campaign: a period beyond it, or so far ahead, is a mistake in a date.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(731);

    /// <summary>The draft, or the first field that is wrong.</summary>
    public static Result<CampaignDraft> Parse(CampaignBody body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!CampaignId.TryParse(body.Id, out CampaignId id) || !AuditVocabulary.IsCode(body.Id))
        {
            return Failures.IdInvalid;
        }

        if (body.Title?.Trim() is not { Length: > 0 and <= LongestTitle } title || title.Any(char.IsControl))
        {
            return Failures.TitleInvalid;
        }

        if (body is not { OpensAt: { } opens, EndsAt: { } ends } || !IsPeriod(opens, ends, now))
        {
            return Failures.PeriodInvalid;
        }

        Result<CampaignPolicy> policy = ParsePolicy(body.Policy);
        return policy.Succeeded ? new CampaignDraft(id, title, opens.ToUniversalTime(), ends.ToUniversalTime(), policy.Value) : policy.Failure;
    }

    /// <summary>Whether a stored campaign is the one this draft describes: creating it again is no conflict.</summary>
    public bool Describes(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return Id == campaign.Id && Title == campaign.Title && OpensAt == campaign.OpensAt && EndsAt == campaign.EndsAt
            && Policy.AcceptedReasons.SequenceEqual(campaign.Policy.AcceptedReasons, StringComparer.Ordinal)
            && Policy.ListLifetimeDays == campaign.Policy.ListLifetimeDays
            && Policy.RequestsPerDoctor == campaign.Policy.RequestsPerDoctor
            && Policy.OpeningsPerList == campaign.Policy.OpeningsPerList
            && Policy.SolicitationsPerPerson == campaign.Policy.SolicitationsPerPerson;
    }

    private static bool IsPeriod(DateTimeOffset opens, DateTimeOffset ends, DateTimeOffset now) =>
        opens < ends && now < ends && ends - opens <= Longest && opens - now <= Longest;

    private static Result<CampaignPolicy> ParsePolicy(CampaignPolicyBody? body)
    {
        var defaults = new CampaignPolicy();
        var policy = new CampaignPolicy
        {
            AcceptedReasons = body?.AcceptedReasons ?? defaults.AcceptedReasons,
            ListLifetimeDays = body?.ListLifetimeDays ?? defaults.ListLifetimeDays,
            RequestsPerDoctor = body?.RequestsPerDoctor ?? defaults.RequestsPerDoctor,
            OpeningsPerList = body?.OpeningsPerList ?? defaults.OpeningsPerList,
            SolicitationsPerPerson = body?.SolicitationsPerPerson ?? defaults.SolicitationsPerPerson,
        };
        return policy switch
        {
            { AcceptedReasons: var reasons } when !AreCodes(reasons) => Failures.ReasonsInvalid,
            { ListLifetimeDays: < 1 or > 31 } => Failures.NumberInvalid("listLifetimeDays", 1, 31),
            { RequestsPerDoctor: < 1 or > 100 } => Failures.NumberInvalid("requestsPerDoctor", 1, 100),
            { OpeningsPerList: < 1 or > 1_000 } => Failures.NumberInvalid("openingsPerList", 1, 1_000),
            { SolicitationsPerPerson: < 1 or > 5 } => Failures.NumberInvalid("solicitationsPerPerson", 1, 5),
            _ => policy,
        };
    }

    private static bool AreCodes(IReadOnlyList<string> reasons) =>
        reasons.Count is >= 1 and <= MostReasons && reasons.All(AuditVocabulary.IsCode) && reasons.Distinct(StringComparer.Ordinal).Count() == reasons.Count;
}
