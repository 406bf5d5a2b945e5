using System.Collections.Concurrent;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Tallies in memory; held to <see cref="ShareTalliesContract"/>.</summary>
public sealed class InMemoryShareTallies(IOutboxStore outbox) : IShareTallies
{
    private readonly ConcurrentDictionary<(WaveId Wave, WaveShard Shard), (CampaignId Campaign, WaveTally Tally)> _shares = new();

    public Task PutAsync(CampaignId campaign, WaveId wave, WaveShard shard, WaveTally tally, CancellationToken cancellationToken)
    {
        _shares[(wave, shard)] = (campaign, tally);
        return Task.CompletedTask;
    }

    public async Task<WaveTally> ReadAsync(WaveId wave, CancellationToken cancellationToken)
    {
        var shares = _shares.Where(share => share.Key.Wave == wave).Select(share => share.Value).ToArray();
        (long delivered, long undelivered) = shares.Length == 0 ? (0, 0) : await outbox.CountDeliveriesAsync(shares[0].Campaign, wave, cancellationToken);
        return shares.Aggregate(WaveTally.None, (sum, share) => sum + share.Tally) with { Delivered = delivered, Undelivered = undelivered };
    }

    public Task<int> ForgetCampaignAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        var keys = _shares.Where(share => share.Value.Campaign == campaign).Select(share => share.Key).Take(most).ToArray();
        Array.ForEach(keys, key => _shares.TryRemove(key, out _));
        return Task.FromResult(keys.Length);
    }
}
