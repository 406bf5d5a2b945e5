using System.Collections.Concurrent;

namespace Outreach.Core.Campaigns;

/// <summary>The campaign keys as lists use them: the public half is read once and kept for a while, unwrapping is never kept.</summary>
/// <remarks>A vault wraps under a disabled key and unwraps under an expired one, so both are refused here first (threats 44, 45).</remarks>
public sealed class CampaignKeyRing(ICampaignKeys keys, TimeProvider time)
{
    /// <summary>How long a public half is trusted to be still enabled. Wrapping under a key disabled meanwhile harms nobody: no opening will unwrap it.</summary>
    public static readonly TimeSpan PublicHalfLife = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (CampaignKey Key, DateTimeOffset ReadAt)> _read = new(StringComparer.Ordinal);

    /// <summary>The key to wrap under; null when it is disabled, expired or deleted.</summary>
    public async Task<CampaignKey?> FindUsableAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        DateTimeOffset now = time.GetUtcNow();
        if (!_read.TryGetValue(campaign.KeyId, out (CampaignKey Key, DateTimeOffset ReadAt) known) || now - known.ReadAt >= PublicHalfLife)
        {
            if (await keys.FindAsync(campaign.KeyId, cancellationToken) is not { } key)
            {
                return null;
            }

            known = _read[campaign.KeyId] = (key, now);
        }

        return known.Key.IsUsableAt(now) ? known.Key : null;
    }

    /// <summary>Unwraps in the vault, once per call; null when the key may not be used now or did not wrap this.</summary>
    public async Task<byte[]?> UnwrapAsync(Campaign campaign, byte[] wrapped, CancellationToken cancellationToken) =>
        await FindUsableAsync(campaign, cancellationToken) is { } key
            ? await keys.UnwrapAsync(key.KeyId, wrapped, cancellationToken)
            : null;
}
