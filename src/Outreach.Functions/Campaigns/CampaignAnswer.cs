using Outreach.Core.Campaigns;

namespace Outreach.Functions.Campaigns;

/// <summary>A campaign as the insurer sees it; its key and secret stay inside.</summary>
/// <param name="State">`Open`, `Closing` or `Closed`.</param>
/// <param name="KeyFinalOn">When the key is beyond recovery; until then the end is not final.</param>
/// <param name="Key">How far the end of its key has come.</param>
public sealed record CampaignAnswer(
    string Id,
    string Title,
    DateTimeOffset OpensAt,
    DateTimeOffset EndsAt,
    CampaignPolicy Policy,
    string State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? KeyFinalOn,
    CampaignKeyAnswer Key)
{
    public static CampaignAnswer Of(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return new CampaignAnswer(
            campaign.Id.Value, campaign.Title, campaign.OpensAt, campaign.EndsAt, campaign.Policy, campaign.State.ToString(),
            campaign.CreatedAt, campaign.ClosedAt, campaign.KeyFinalOn, CampaignKeyAnswer.Of(campaign.Key));
    }

    public static string Address(CampaignId id) => $"/api/campaigns/{id.Value}";
}

/// <summary>What was true of a campaign's key when the vault was asked last.</summary>
/// <param name="State">`InUse`, `Disabled`, `Deleted` (final on <paramref name="FinalOn"/>) or `Purged`.</param>
/// <param name="RecoveredAt">When somebody undid its end, if that was ever found; it was ended again then.</param>
/// <param name="CheckedAt">When the vault was asked; null before the campaign closes.</param>
public sealed record CampaignKeyAnswer(
    string State,
    DateTimeOffset? DisabledAt,
    DateTimeOffset? DeletedAt,
    DateTimeOffset? FinalOn,
    DateTimeOffset? PurgedAt,
    DateTimeOffset? RecoveredAt,
    DateTimeOffset? CheckedAt)
{
    public static CampaignKeyAnswer Of(KeyState key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new CampaignKeyAnswer(
            key.Stage.ToString(), key.DisabledAt, key.DeletedAt, key.FinalOn, key.PurgedAt, key.RecoveredAt, key.CheckedAt);
    }
}

/// <summary>All campaigns, by id.</summary>
public sealed record CampaignsAnswer(IReadOnlyList<CampaignAnswer> Campaigns);
