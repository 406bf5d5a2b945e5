using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Exceptions;

/// <summary>Keeps exceptions.</summary>
public interface IOutreachExceptionStore
{
    Task<Versioned<OutreachException>?> FindAsync(CampaignId campaign, string id, CancellationToken cancellationToken);

    /// <summary>False when an exception with this id exists already; nothing is changed then.</summary>
    Task<bool> AddAsync(OutreachException exception, CancellationToken cancellationToken);

    /// <summary>False when the stored version is not <paramref name="etag"/> any more; nothing is changed then.</summary>
    Task<bool> ReplaceAsync(OutreachException exception, string etag, CancellationToken cancellationToken);

    /// <summary>All exceptions of a campaign, newest first.</summary>
    IAsyncEnumerable<OutreachException> ListAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Removes exceptions of a campaign, at most so many. How many were removed.</summary>
    Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken);
}
