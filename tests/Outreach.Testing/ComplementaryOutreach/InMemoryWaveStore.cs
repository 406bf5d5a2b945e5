using System.Runtime.CompilerServices;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Waves in memory; held to <see cref="WaveStoreContract"/>.</summary>
public sealed class InMemoryWaveStore : IWaveStore
{
    private readonly VersionedRows<Wave> _rows = new();

    public Task<Versioned<Wave>?> FindAsync(CampaignId campaign, WaveId id, CancellationToken cancellationToken) =>
        Task.FromResult(_rows.Find(campaign, id.Value));

    public Task<bool> AddAsync(Wave wave, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return Task.FromResult(_rows.TryPut(wave.Campaign, wave.Id.Value, wave, etag: null));
    }

    public Task<bool> ReplaceAsync(Wave wave, string etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return Task.FromResult(_rows.TryPut(wave.Campaign, wave.Id.Value, wave, etag));
    }

    /// <summary>As somebody does who decides about it meanwhile.</summary>
    public void Set(Wave wave)
    {
        ArgumentNullException.ThrowIfNull(wave);
        while (!_rows.TryPut(wave.Campaign, wave.Id.Value, wave, _rows.Find(wave.Campaign, wave.Id.Value)?.ETag))
        {
            // Somebody else wrote in between.
        }
    }

    public async IAsyncEnumerable<Wave> ListAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (Wave wave in _rows.Of(campaign).OrderByDescending(wave => wave.CreatedAt))
        {
            yield return wave;
        }
    }

    public Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken) => Task.FromResult(_rows.Remove(campaign, most));
}
