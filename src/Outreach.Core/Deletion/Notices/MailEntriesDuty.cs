using Outreach.Core.Audit;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Deletion.Notices;

/// <summary>Removes addresses whose time is over, and a campaign's key for notices once nothing of it is due any more (C5).</summary>
/// <remarks>An address goes when its doctor attests or the insurer is told; this is for whatever was interrupted.</remarks>
public sealed class MailEntriesDuty(
    ICampaignStore campaigns, IAttestationStore duties, IMailEntryStore entries, NoticeKeys keys, IAuditTrail audit) : IDeletionDuty
{
    /// <summary>One run's work; what is left goes on at the next.</summary>
    private const int MostAtOnce = 1_000;

    /// <summary>More than the rhythm of any sensible timer.</summary>
    private static readonly TimeSpan Rhythm = TimeSpan.FromHours(1);

    public string Name => "MailEntries";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0, late = 0, waiting = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.NoticesEndedAt is not null)
            {
                continue;
            }

            try
            {
                await foreach (MailEntry entry in entries.ExpiredAsync(campaign.Id, now, cancellationToken))
                {
                    if (removed == MostAtOnce)
                    {
                        return new DutyOutcome(removed, late, waiting + 1);
                    }

                    await entries.RemoveAsync(entry.Campaign, entry.List, cancellationToken);
                    removed++;
                    late += entry.ExpiresAt + Rhythm < now ? 1 : 0;
                }

                if (campaign.State == CampaignState.Closed && !await duties.IsAnyPendingAsync(campaign.Id, cancellationToken))
                {
                    await EndAsync(campaign, now, cancellationToken);
                }
            }
            catch (TransientDependencyException)
            {
                waiting++;
            }
        }

        return new DutyOutcome(removed, late, waiting);
    }

    /// <summary>The key goes before the campaign says so: killed between, it is deleted once more.</summary>
    private async Task EndAsync(Campaign campaign, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset? finalOn = campaign.NoticeKeyId.Length == 0 ? null : await keys.DeleteAsync(campaign.Id, cancellationToken);
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["campaign"] = campaign.Id.Value };
        if (finalOn is { } final)
        {
            data["finalOn"] = final.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        }

        await audit.AppendAsync(AuditStream.ForCampaign(campaign.Id), new AuditEvent("deletion.notices-ended", "system", data), cancellationToken);
        while (await campaigns.FindAsync(campaign.Id, cancellationToken) is { Value.NoticesEndedAt: null } stored)
        {
            if (await campaigns.ReplaceAsync(stored.Value with { NoticesEndedAt = now, NoticeKeyFinalOn = finalOn }, stored.ETag, cancellationToken))
            {
                return;
            }
        }
    }
}
