using System.Collections.Concurrent;

namespace Outreach.Core.Campaigns;

/// <summary>Unwraps a campaign's secret once per process and keeps it in memory while the campaign is open.</summary>
/// <remarks>One vault call per process and campaign, whatever the number of lists (threat 49).</remarks>
public sealed class CampaignSecrets(ICampaignKeys keys, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, CampaignSecret> _byKey = new(StringComparer.Ordinal);

    /// <summary>The secret of a campaign that was just read from the store; null when it is not open or its key is not usable.</summary>
    public async Task<CampaignSecret?> FindAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        if (campaign.State != CampaignState.Open || time.GetUtcNow() >= campaign.EndsAt)
        {
            Forget(campaign);
            return null;
        }

        if (_byKey.TryGetValue(campaign.KeyId, out CampaignSecret? known))
        {
            return known;
        }

        byte[]? secret = await keys.UnwrapAsync(campaign.KeyId, campaign.WrappedSecret, cancellationToken);
        return secret is null ? null : _byKey.GetOrAdd(campaign.KeyId, new CampaignSecret(secret));
    }

    /// <summary>Drops the secret of a campaign that turned out to be over: it must not outlive the campaign's key in memory.</summary>
    public void Forget(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        _byKey.TryRemove(campaign.KeyId, out _);
    }
}
