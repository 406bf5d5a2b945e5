using System.Globalization;
using Outreach.Core;
using Outreach.Core.Campaigns;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Rows of campaigns, each with a version: what the fakes of this capability have in common.</summary>
internal sealed class VersionedRows<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(CampaignId Campaign, string Id), Versioned<T>> _rows = [];
    private int _version;

    public Versioned<T>? Find(CampaignId campaign, string id)
    {
        lock (_lock)
        {
            return _rows.GetValueOrDefault((campaign, id));
        }
    }

    /// <summary>Inserts when <paramref name="etag"/> is null, else replaces that version.</summary>
    public bool TryPut(CampaignId campaign, string id, T value, string? etag)
    {
        lock (_lock)
        {
            if (_rows.GetValueOrDefault((campaign, id))?.ETag != etag)
            {
                return false;
            }

            _rows[(campaign, id)] = new Versioned<T>(value, (++_version).ToString(CultureInfo.InvariantCulture));
            return true;
        }
    }

    public IReadOnlyList<T> Of(CampaignId campaign)
    {
        lock (_lock)
        {
            return [.. _rows.Where(row => row.Key.Campaign == campaign).Select(row => row.Value.Value)];
        }
    }

    public int Remove(CampaignId campaign, int most)
    {
        lock (_lock)
        {
            (CampaignId, string)[] keys = [.. _rows.Keys.Where(key => key.Campaign == campaign).Take(most)];
            Array.ForEach(keys, key => _rows.Remove(key));
            return keys.Length;
        }
    }
}
