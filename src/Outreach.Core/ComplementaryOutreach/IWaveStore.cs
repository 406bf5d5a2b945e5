using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>Keeps waves and what they came to.</summary>
public interface IWaveStore
{
    Task<Versioned<Wave>?> FindAsync(CampaignId campaign, WaveId id, CancellationToken cancellationToken);

    /// <summary>False when a wave with this id exists already; nothing is changed then.</summary>
    Task<bool> AddAsync(Wave wave, CancellationToken cancellationToken);

    /// <summary>False when the stored version is not <paramref name="etag"/> any more; nothing is changed then.</summary>
    Task<bool> ReplaceAsync(Wave wave, string etag, CancellationToken cancellationToken);

    /// <summary>All waves of a campaign, newest first.</summary>
    IAsyncEnumerable<Wave> ListAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Removes waves of a campaign, at most so many. How many were removed.</summary>
    Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken);
}
