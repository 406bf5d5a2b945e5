using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Outreach.Core.Campaigns;

/// <summary>Unwraps a campaign's secret once per process and keeps it in memory while the campaign is open and in use.</summary>
/// <remarks>
/// One vault call per process and campaign, whatever the number of lists (threat 49). A process that meets the campaign closed drops the secret at once;
/// one that does not meet it any more drops it all the same, after <see cref="IdleLife"/>.
/// </remarks>
public sealed class CampaignSecrets : IDisposable
{
    /// <summary>How long a secret that nobody asks for stays in memory, at most twice.</summary>
    public static readonly TimeSpan IdleLife = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Known> _byKey = new(StringComparer.Ordinal);
    private readonly ICampaignKeys _keys;
    private readonly TimeProvider _time;
    private readonly ITimer _idle;

    public CampaignSecrets(ICampaignKeys keys, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _keys = keys;
        _time = time;
        _idle = time.CreateTimer(_ => DropIdle(), state: null, IdleLife, IdleLife);
    }

    /// <summary>How many secrets are in memory.</summary>
    public int Count => _byKey.Count;

    /// <summary>The secret of a campaign that was just read from the store; null when it is not open or its key is not usable.</summary>
    public async Task<CampaignSecret?> FindAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        if (campaign.State != CampaignState.Open || _time.GetUtcNow() >= campaign.EndsAt)
        {
            Forget(campaign);
            return null;
        }

        if (!_byKey.TryGetValue(campaign.KeyId, out Known? known))
        {
            if (await _keys.UnwrapAsync(campaign.KeyId, campaign.WrappedSecret, cancellationToken) is not { } secret)
            {
                return null;
            }

            known = _byKey.GetOrAdd(campaign.KeyId, new Known(new CampaignSecret(secret)));
            CryptographicOperations.ZeroMemory(secret);
        }

        known.UsedAt = _time.GetTimestamp();
        return known.Secret;
    }

    /// <summary>Drops the secret of a campaign that turned out to be over: it must not outlive the campaign's key in memory.</summary>
    public void Forget(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        _byKey.TryRemove(campaign.KeyId, out _);
    }

    public void Dispose()
    {
        _idle.Dispose();
        _byKey.Clear();
    }

    private void DropIdle()
    {
        foreach ((string key, Known known) in _byKey)
        {
            if (_time.GetElapsedTime(known.UsedAt) >= IdleLife)
            {
                _byKey.TryRemove(key, out _);
            }
        }
    }

    private sealed class Known(CampaignSecret secret)
    {
        public CampaignSecret Secret { get; } = secret;

        public long UsedAt { get; set; }
    }
}
