using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Testing.Contacts;

/// <summary>Counts of agents' objections in memory; held to <see cref="ObjectionCountStoreContract"/>.</summary>
public sealed class InMemoryObjectionCountStore : IObjectionCountStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(CampaignId Campaign, string Agent), Versioned<ObjectionCount>> _rows = [];
    private int _version;

    public Task<Versioned<ObjectionCount>?> FindAsync(CampaignId campaign, string agent, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_rows.GetValueOrDefault((campaign, agent)));
        }
    }

    public Task<bool> TryPutAsync(ObjectionCount count, string? etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(count);
        lock (_lock)
        {
            if (_rows.GetValueOrDefault((count.Campaign, count.Agent))?.ETag != etag)
            {
                return Task.FromResult(false);
            }

            string version = (++_version).ToString(System.Globalization.CultureInfo.InvariantCulture);
            _rows[(count.Campaign, count.Agent)] = new Versioned<ObjectionCount>(count, version);
            return Task.FromResult(true);
        }
    }

    public Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            (CampaignId, string)[] keys = [.. _rows.Keys.Where(key => key.Campaign == campaign).Take(most)];
            Array.ForEach(keys, key => _rows.Remove(key));
            return Task.FromResult(keys.Length);
        }
    }
}
