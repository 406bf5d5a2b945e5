using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Records of batches in memory; held to <see cref="BatchStoreContract"/>.</summary>
public sealed class InMemoryBatchStore : IBatchStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(CampaignId Campaign, WaveId Wave, string Part), Versioned<BatchRecord>> _rows = [];
    private int _version;

    /// <summary>Answers to inserts are lost on their way: the store's client makes each again, and comes second to itself.</summary>
    public bool LosesAnswers { get; set; }

    public async Task<bool> AddAsync(BatchRecord batch, CancellationToken cancellationToken) => await PutAsync(batch, etag: null) && !LosesAnswers;

    public Task<bool> ReplaceAsync(BatchRecord batch, string etag, CancellationToken cancellationToken) => PutAsync(batch, etag);

    public Task<Versioned<BatchRecord>?> FindAsync(CampaignId campaign, WaveId wave, string part, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_rows.GetValueOrDefault((campaign, wave, part)));
        }
    }

    public IAsyncEnumerable<BatchRecord> ListAsync(CampaignId campaign, WaveId wave, string after, CancellationToken cancellationToken) =>
        QueryAsync(batch => batch.Campaign == campaign && batch.Wave == wave && string.CompareOrdinal(batch.Part, after) > 0, cancellationToken);

    public IAsyncEnumerable<BatchRecord> KeptAsync(CampaignId campaign, DateTimeOffset madeBy, CancellationToken cancellationToken) =>
        QueryAsync(batch => batch.Campaign == campaign && batch.DestroyedAt is null && batch.CreatedAt <= madeBy, cancellationToken);

    public Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            (CampaignId, WaveId, string)[] keys = [.. _rows.Keys.Where(key => key.Campaign == campaign).Take(most)];
            Array.ForEach(keys, key => _rows.Remove(key));
            return Task.FromResult(keys.Length);
        }
    }

    private Task<bool> PutAsync(BatchRecord batch, string? etag)
    {
        lock (_lock)
        {
            if (_rows.GetValueOrDefault((batch.Campaign, batch.Wave, batch.Part))?.ETag != etag)
            {
                return Task.FromResult(false);
            }

            _rows[(batch.Campaign, batch.Wave, batch.Part)] = new Versioned<BatchRecord>(batch, (++_version).ToString(CultureInfo.InvariantCulture));
            return Task.FromResult(true);
        }
    }

    private async IAsyncEnumerable<BatchRecord> QueryAsync(Func<BatchRecord, bool> which, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        BatchRecord[] found;
        lock (_lock)
        {
            found = [.. _rows.Values.Select(row => row.Value).Where(which).OrderBy(batch => batch.Part, StringComparer.Ordinal)];
        }

        foreach (BatchRecord batch in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return batch;
        }
    }
}
