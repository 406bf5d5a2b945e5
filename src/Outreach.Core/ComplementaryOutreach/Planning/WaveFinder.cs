using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>A wave with the campaign it belongs to.</summary>
public sealed record FoundWave(Campaign Campaign, Wave Wave);

/// <summary>Finds a wave by what stands in an address.</summary>
public sealed class WaveFinder(ICampaignStore campaigns, IWaveStore waves)
{
    /// <summary>Null when there is no such wave in such a campaign.</summary>
    public async Task<FoundWave?> FindAsync(string campaign, string wave, CancellationToken cancellationToken) =>
        CampaignId.TryParse(campaign, out CampaignId id) && WaveId.TryParse(wave, out WaveId waveId)
        && await campaigns.FindAsync(id, cancellationToken) is { } owner
        && await waves.FindAsync(id, waveId, cancellationToken) is { } found
            ? new FoundWave(owner.Value, found.Value)
            : null;
}
