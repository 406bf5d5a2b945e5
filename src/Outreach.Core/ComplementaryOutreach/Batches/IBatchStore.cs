using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>Keeps records of batches. Adding one is what hands a part over: of two that try, one is first.</summary>
public interface IBatchStore
{
    /// <summary>False when this part has a record already; nothing is changed then.</summary>
    Task<bool> AddAsync(BatchRecord batch, CancellationToken cancellationToken);

    Task<Versioned<BatchRecord>?> FindAsync(CampaignId campaign, WaveId wave, string part, CancellationToken cancellationToken);

    /// <summary>False when the stored version is not <paramref name="etag"/> any more; nothing is changed then.</summary>
    Task<bool> ReplaceAsync(BatchRecord batch, string etag, CancellationToken cancellationToken);

    /// <summary>Batches of a wave by the ordinal order of their parts, destroyed ones too, from the one after <paramref name="after"/> on.</summary>
    /// <param name="after">Empty for all.</param>
    IAsyncEnumerable<BatchRecord> ListAsync(CampaignId campaign, WaveId wave, string after, CancellationToken cancellationToken);

    /// <summary>Batches of a campaign that are not destroyed and were made at or before an instant.</summary>
    IAsyncEnumerable<BatchRecord> KeptAsync(CampaignId campaign, DateTimeOffset madeBy, CancellationToken cancellationToken);

    /// <summary>Removes records of a campaign, at most so many; how many went.</summary>
    Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken);
}
