using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Outreach.Core;
using Outreach.Core.Campaigns;

namespace Outreach.Testing.Campaigns;

/// <summary>Campaigns in memory.</summary>
public sealed class InMemoryCampaignStore : ICampaignStore
{
    private readonly ConcurrentDictionary<CampaignId, Versioned<Campaign>> _campaigns = new();

    public Task<Versioned<Campaign>?> FindAsync(CampaignId id, CancellationToken cancellationToken) =>
        Task.FromResult(_campaigns.GetValueOrDefault(id));

    public Task<bool> AddAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return Task.FromResult(_campaigns.TryAdd(campaign.Id, Version(campaign)));
    }

    public Task<bool> ReplaceAsync(Campaign campaign, string etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return Task.FromResult(
            _campaigns.TryGetValue(campaign.Id, out Versioned<Campaign>? stored) && stored.ETag == etag
            && _campaigns.TryUpdate(campaign.Id, Version(campaign), stored));
    }

    public async IAsyncEnumerable<Campaign> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (Versioned<Campaign> campaign in _campaigns.Values.OrderBy(campaign => campaign.Value.Id.Value, StringComparer.Ordinal))
        {
            yield return campaign.Value;
        }
    }

    private static Versioned<Campaign> Version(Campaign campaign) => new(campaign, RandomId.Create());
}
