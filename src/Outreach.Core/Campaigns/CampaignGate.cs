using Outreach.Core.Lists;

namespace Outreach.Core.Campaigns;

/// <summary>What an open campaign lends: the key to wrap under, and what is derived from its secret.</summary>
public sealed record CampaignKeys(CampaignKey Key, CampaignSecret Secret);

/// <summary>Whether a campaign still lets lists be made and opened; the one place that asks.</summary>
public sealed class CampaignGate(ICampaignStore campaigns, CampaignKeyRing ring, CampaignSecrets secrets, TimeProvider time)
{
    /// <summary>The campaign if it is open now; read afresh at every call.</summary>
    public async Task<Campaign?> FindOpenAsync(CampaignId id, CancellationToken cancellationToken) =>
        await campaigns.FindAsync(id, cancellationToken) is { Value: { } campaign } && IsOpen(campaign) ? campaign : null;

    public async Task<bool> IsOpenAsync(CampaignId id, CancellationToken cancellationToken) =>
        await FindOpenAsync(id, cancellationToken) is not null;

    /// <summary>Null when the campaign is not open, its key is not usable, or access would have ended already.</summary>
    public async Task<CampaignKeys?> FindKeysAsync(Campaign campaign, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return IsOpen(campaign) && !AccessPeriod.IsOver(notAfter, time.GetUtcNow())
            && await ring.FindUsableAsync(campaign, cancellationToken) is { } key
            && await secrets.FindAsync(campaign, cancellationToken) is { } secret
            ? new CampaignKeys(key, secret)
            : null;
    }

    private bool IsOpen(Campaign campaign)
    {
        bool open = campaign.IsOpenAt(time.GetUtcNow());
        if (!open)
        {
            secrets.Forget(campaign);
        }

        return open;
    }
}
