using Outreach.Core.Campaigns;

namespace Outreach.Functions.Campaigns;

/// <summary>A campaign as the insurer sees it; its key and secret stay inside.</summary>
/// <param name="State">`Open`, `Closing` or `Closed`.</param>
/// <param name="KeyFinalOn">When the key is beyond recovery; until then the end is not final.</param>
public sealed record CampaignAnswer(
    string Id,
    string Title,
    DateTimeOffset OpensAt,
    DateTimeOffset EndsAt,
    CampaignPolicy Policy,
    string State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? KeyFinalOn)
{
    public static CampaignAnswer Of(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return new CampaignAnswer(
            campaign.Id.Value, campaign.Title, campaign.OpensAt, campaign.EndsAt, campaign.Policy, campaign.State.ToString(),
            campaign.CreatedAt, campaign.ClosedAt, campaign.KeyFinalOn);
    }

    public static string Address(CampaignId id) => $"/api/campaigns/{id.Value}";
}

/// <summary>All campaigns, by id.</summary>
public sealed record CampaignsAnswer(IReadOnlyList<CampaignAnswer> Campaigns);
