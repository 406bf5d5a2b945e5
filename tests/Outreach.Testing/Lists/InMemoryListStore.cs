using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Testing.Lists;

/// <summary>List records, shares and opening counts in memory; held to <see cref="ListStoreContract"/>.</summary>
public sealed class InMemoryListStore : IListStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ListId, (ListRecord Record, string ETag)> _records = [];
    private readonly Dictionary<ListId, ListSecrets> _secrets = [];
    private readonly Dictionary<ListId, int> _openings = [];
    private int _version;

    /// <summary>When set, rows are read back as still there after they were deleted.</summary>
    public bool SharesStay { get; set; }

    public Task<Versioned<ListRecord>?> FindAsync(ListId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_records.TryGetValue(id, out (ListRecord Record, string ETag) found)
                ? new Versioned<ListRecord>(found.Record, found.ETag)
                : null);
        }
    }

    public async IAsyncEnumerable<ListRecord> ReadAsync(
        CampaignId? campaign, ListId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        ListRecord[] records;
        lock (_lock)
        {
            records = [.. _records.Values.Select(stored => stored.Record)
                .Where(record => (campaign is null || record.Campaign == campaign) && string.CompareOrdinal(record.Id.Value, after?.Value ?? "") > 0)
                .OrderBy(record => record.Id.Value, StringComparer.Ordinal)];
        }

        foreach (ListRecord record in records)
        {
            yield return record;
        }
    }

    public async IAsyncEnumerable<ListId> ReadWithSecretsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        ListId[] ids;
        lock (_lock)
        {
            ids = [.. _secrets.Keys.Union(_openings.Keys).OrderBy(id => id.Value, StringComparer.Ordinal)];
        }

        foreach (ListId id in ids)
        {
            yield return id;
        }
    }

    public Task<bool> HasSecretsAsync(ListId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_secrets.ContainsKey(id) || _openings.ContainsKey(id));
        }
    }

    public Task<string?> TryPutAsync(ListRecord record, ListSecrets secrets, string? etag, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            string? version = Put(record, etag);
            if (version is not null)
            {
                _secrets[record.Id] = secrets;
            }

            return Task.FromResult(version);
        }
    }

    public Task<string?> TryPutAsync(ListRecord record, string? etag, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Put(record, etag));
        }
    }

    public Task<byte[]?> FindShareAsync(ListId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_secrets.GetValueOrDefault(id)?.WrappedShare);
        }
    }

    public Task<IReadOnlyList<RowRef>> ReadRowRefsAsync(ListId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_secrets.GetValueOrDefault(id)?.RowRefs ?? []);
        }
    }

    public Task<bool> DestroySecretsAsync(ListId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (SharesStay)
            {
                return Task.FromResult(false);
            }

            _secrets.Remove(id);
            _openings.Remove(id);
            return Task.FromResult(true);
        }
    }

    public async IAsyncEnumerable<ListRecord> ListLivingAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        ListRecord[] living;
        lock (_lock)
        {
            living = [.. _records.Values.Select(row => row.Record)
                .Where(record => record.State != ListState.Destroyed && record.Id.Value.StartsWith(prefix, StringComparison.Ordinal))];
        }

        foreach (ListRecord record in living)
        {
            yield return record;
        }
    }

    public Task RemoveAsync(ListId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _records.Remove(id);
            _secrets.Remove(id);
            _openings.Remove(id);
            return Task.CompletedTask;
        }
    }

    public Task<int?> TryTakeOpeningAsync(ListId id, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            int taken = _openings.GetValueOrDefault(id);
            if (taken >= limit)
            {
                return Task.FromResult<int?>(null);
            }

            _openings[id] = taken + 1;
            return Task.FromResult<int?>(limit - taken - 1);
        }
    }

    public Task ReturnOpeningAsync(ListId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_openings.GetValueOrDefault(id) is > 1 and int taken)
            {
                _openings[id] = taken - 1;
            }
            else
            {
                _openings.Remove(id);
            }

            return Task.CompletedTask;
        }
    }

    private string? Put(ListRecord record, string? etag)
    {
        string? current = _records.TryGetValue(record.Id, out (ListRecord Record, string ETag) found) ? found.ETag : null;
        if (current != etag)
        {
            return null;
        }

        string next = (++_version).ToString(CultureInfo.InvariantCulture);
        _records[record.Id] = (record, next);
        return next;
    }
}
