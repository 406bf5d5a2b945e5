using System.Collections.Concurrent;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Deletion.Notices;

/// <summary>
/// A campaign's second key, which wraps the addresses of notices and nothing else. It outlives the campaign: doctors are reminded after its end, when
/// the key of its lists must be gone. Made when the first address comes, deleted when nothing is due any more.
/// </summary>
/// <param name="vault">Key names of their own, apart from those of lists.</param>
public sealed class NoticeKeys(ICampaignKeys vault, ICampaignStore campaigns, NoticePolicy policy, TimeProvider time)
{
    /// <summary>Service key under which a host registers the vault for notices.</summary>
    public const string Purpose = "notices";

    /// <summary>For a run that was late: after it the vault's key is refused in any case.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<CampaignId, (CampaignKey Key, DateTimeOffset ReadAt)> _read = new();

    /// <summary>The key to wrap under; null when there is none any more.</summary>
    public async Task<CampaignKey?> FindUsableAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        DateTimeOffset now = time.GetUtcNow();
        if (!_read.TryGetValue(campaign.Id, out (CampaignKey Key, DateTimeOffset ReadAt) known) || now - known.ReadAt >= CampaignKeyRing.PublicHalfLife)
        {
            CampaignKey? key = campaign.NoticeKeyId.Length == 0
                ? await PinAsync(campaign, cancellationToken)
                : await vault.FindAsync(campaign.NoticeKeyId, cancellationToken);
            if (key is null)
            {
                return null;
            }

            known = _read[campaign.Id] = (key, now);
        }

        return known.Key.IsUsableAt(now) ? known.Key : null;
    }

    /// <summary>Unwraps in the vault, once per call; null when the key did not wrap this or is gone.</summary>
    public async Task<byte[]?> UnwrapAsync(Campaign campaign, byte[] wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return campaign.NoticeKeyId.Length == 0 ? null : await vault.UnwrapAsync(campaign.NoticeKeyId, wrapped, cancellationToken);
    }

    /// <summary>Deletes the key; when it is beyond recovery.</summary>
    public Task<DateTimeOffset> DeleteAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        _read.TryRemove(campaign, out _);
        return vault.DeleteAsync(campaign, cancellationToken);
    }

    /// <summary>The campaign names its key before anything is wrapped under it: an id is never taken from beside a ciphertext.</summary>
    private async Task<CampaignKey?> PinAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        while (await campaigns.FindAsync(campaign.Id, cancellationToken) is { Value.State: CampaignState.Open } stored)
        {
            if (stored.Value.NoticeKeyId.Length > 0)
            {
                return await vault.FindAsync(stored.Value.NoticeKeyId, cancellationToken);
            }

            DateTimeOffset expiresOn = policy.LastDue(campaign.EndsAt) + Margin;
            if (await vault.CreateAsync(campaign.Id, expiresOn, cancellationToken) is not { } key)
            {
                return null;
            }

            if (await campaigns.ReplaceAsync(stored.Value with { NoticeKeyId = key.KeyId }, stored.ETag, cancellationToken))
            {
                return key;
            }
        }

        return null;
    }
}
