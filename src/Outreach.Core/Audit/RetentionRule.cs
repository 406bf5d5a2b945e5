using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit;

/// <summary>How long the trail is kept (C14): calendar months, by the calendar of France.</summary>
public sealed record RetentionPeriod(int Months)
{
    public const int Shortest = 6;
    public const int Longest = 12;

    public bool IsLawful => Months is >= Shortest and <= Longest;

    public bool IsOver(DateTimeOffset at, DateTimeOffset now) => FranceCalendar.AddMonths(at, Months) <= now;
}

/// <summary>Which streams retention erases: those whose last entry is older than the period, and whose subject is over.</summary>
public sealed class RetentionRule(RetentionPeriod period, IListStore lists, ICampaignStore campaigns)
{
    public RetentionPeriod Period => period;

    /// <param name="last">The stream's last entry, as a signed checkpoint saw it.</param>
    public async Task<bool> AllowsAsync(AuditHead last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(last);
        return period.IsOver(last.At, now) && await IsSubjectOverAsync(last.Stream, cancellationToken);
    }

    /// <summary>
    /// A list is over when its record is gone, or it is destroyed and attested: an attestation that came later would begin its stream anew, which looks like a stream
    /// that was cut; so would the withdrawal of an objection, which is over with its campaign. A campaign is over when it is closed. A stream about none of them, such as
    /// retention's own, has its age alone.
    /// </summary>
    private async Task<bool> IsSubjectOverAsync(AuditStream stream, CancellationToken cancellationToken)
    {
        string[] parts = stream.Value.Split('/');
        return parts switch
        {
            ["lists", { } id] when ListId.TryParse(id, out ListId list) =>
                await lists.FindAsync(list, cancellationToken) is null or { Value: { State: ListState.Destroyed, AttestedAt: not null } },
            ["campaigns" or "objections", { } id, ..] when CampaignId.TryParse(id, out CampaignId campaign) =>
                await campaigns.FindAsync(campaign, cancellationToken) is null or { Value.State: CampaignState.Closed },
            _ => true,
        };
    }
}
