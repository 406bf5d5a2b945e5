using System.Globalization;
using Outreach.Core.Audit;

namespace Outreach.Core.Campaigns;

/// <summary>Brings a campaign's key to its end, and keeps the campaign's record of it true: what is written is what the vault said.</summary>
/// <remarks>Safe to run twice; each piece of news is an audit event.</remarks>
public sealed class EndCampaignKeyHandler(ICampaignStore campaigns, ICampaignKeys keys, IAuditTrail audit, TimeProvider time)
{
    /// <summary>From here on nothing is unwrapped under the key.</summary>
    public async Task DisableAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        await keys.DisableAsync(campaign, cancellationToken);
        await ObserveAsync(campaign, cancellationToken);
    }

    /// <summary>Deletes the key, and purges it where the vault allows. When it is beyond recovery.</summary>
    public async Task<DateTimeOffset> DeleteAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        DateTimeOffset finalOn = await keys.DeleteAsync(campaign, cancellationToken);
        (KeyState state, _) = await ObserveAsync(campaign, cancellationToken);
        return state.FinalOn ?? finalOn;
    }

    /// <summary>Asks the vault again about a key that must be gone: purges it if that is possible now, and ends it anew if somebody recovered it.</summary>
    public async Task<(KeyState State, KeyNews News)> RefreshAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        (KeyState state, KeyNews news) = await ObserveAsync(campaign, cancellationToken);
        if (state.Stage == KeyStage.Purged)
        {
            return (state, news);
        }

        await keys.DisableAsync(campaign, cancellationToken);
        await keys.DeleteAsync(campaign, cancellationToken);
        (state, KeyNews later) = await ObserveAsync(campaign, cancellationToken);
        return (state, news == KeyNews.None ? later : news);
    }

    private async Task<(KeyState State, KeyNews News)> ObserveAsync(CampaignId id, CancellationToken cancellationToken)
    {
        while (await campaigns.FindAsync(id, cancellationToken) is { } stored)
        {
            // Asked after the record was read: an older answer beside a newer record would look as if somebody had recovered the key.
            VaultKey seen = await keys.FindStateAsync(id, cancellationToken);
            (KeyState next, KeyNews news) = KeyTransitions.Next(stored.Value.Key, seen, time.GetUtcNow());
            if (news != KeyNews.None)
            {
                await audit.AppendAsync(AuditStream.ForCampaign(id), Event(id, next, news), cancellationToken);
            }

            if (await campaigns.ReplaceAsync(stored.Value with { Key = next }, stored.ETag, cancellationToken))
            {
                return (next, news);
            }
        }

        VaultKey unknown = await keys.FindStateAsync(id, cancellationToken);
        return (KeyTransitions.Next(KeyState.InUse, unknown, time.GetUtcNow()).Next, KeyNews.None);
    }

    private static AuditEvent Event(CampaignId id, KeyState state, KeyNews news)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["campaign"] = id.Value };
        if (state.FinalOn is { } finalOn)
        {
            data["finalOn"] = finalOn.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }

        return new AuditEvent($"campaigns.key-{news.ToString().ToLowerInvariant()}", "system", data);
    }
}
