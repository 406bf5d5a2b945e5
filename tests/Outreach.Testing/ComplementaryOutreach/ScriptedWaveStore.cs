using System.Collections.Concurrent;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Waves and exceptions in memory.</summary>
public sealed class ScriptedWaveStore : IWaveStore, IWaveExceptions
{
    private readonly ConcurrentDictionary<(CampaignId Campaign, WaveId Wave), Versioned<Wave>> _waves = new();

    public ConcurrentDictionary<string, OutreachException> Exceptions { get; } = new(StringComparer.Ordinal);

    public Task<Versioned<Wave>?> FindAsync(CampaignId campaign, WaveId id, CancellationToken cancellationToken) =>
        Task.FromResult(_waves.GetValueOrDefault((campaign, id)));

    public Task<bool> AddAsync(Wave wave, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return Task.FromResult(_waves.TryAdd((wave.Campaign, wave.Id), Version(wave)));
    }

    public Task<bool> ReplaceAsync(Wave wave, string etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return Task.FromResult(
            _waves.TryGetValue((wave.Campaign, wave.Id), out Versioned<Wave>? stored) && stored.ETag == etag
            && _waves.TryUpdate((wave.Campaign, wave.Id), Version(wave), stored));
    }

    public IAsyncEnumerable<Wave> ListAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        _waves.Values.Select(stored => stored.Value).Where(wave => wave.Campaign == campaign).OrderByDescending(wave => wave.CreatedAt).ToAsyncEnumerable();

    public Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken) =>
        Task.FromResult(_waves.Keys.Where(key => key.Campaign == campaign).Take(most).Count(key => _waves.TryRemove(key, out _)));

    Task<OutreachException?> IWaveExceptions.FindAsync(CampaignId campaign, string id, CancellationToken cancellationToken) =>
        Task.FromResult(Exceptions.GetValueOrDefault(id));

    /// <summary>As somebody does who decides about it meanwhile.</summary>
    public void Set(Wave wave)
    {
        ArgumentNullException.ThrowIfNull(wave);
        _waves[(wave.Campaign, wave.Id)] = Version(wave);
    }

    private static Versioned<Wave> Version(Wave wave) => new(wave, RandomId.Create());
}
