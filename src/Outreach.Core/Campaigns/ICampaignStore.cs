namespace Outreach.Core.Campaigns;

/// <summary>Keeps campaigns.</summary>
public interface ICampaignStore
{
    Task<Versioned<Campaign>?> FindAsync(CampaignId id, CancellationToken cancellationToken);

    /// <summary>False when a campaign with this id exists already; nothing is changed then.</summary>
    Task<bool> AddAsync(Campaign campaign, CancellationToken cancellationToken);

    /// <summary>False when the stored version is not <paramref name="etag"/> any more; nothing is changed then.</summary>
    Task<bool> ReplaceAsync(Campaign campaign, string etag, CancellationToken cancellationToken);

    /// <summary>All campaigns, by id.</summary>
    IAsyncEnumerable<Campaign> ListAsync(CancellationToken cancellationToken);
}
