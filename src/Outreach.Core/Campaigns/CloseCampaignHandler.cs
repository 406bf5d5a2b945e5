using Outreach.Core.Audit;

namespace Outreach.Core.Campaigns;

/// <summary>Begins a campaign's end: from here on nothing of it is made or opened, its secret is gone, and its key unwraps nothing.</summary>
/// <remarks>Safe to run twice. What remains, destroying lists and key, takes longer and belongs to an orchestration.</remarks>
public sealed class CloseCampaignHandler(ICampaignStore campaigns, EndCampaignKeyHandler key, CampaignSecrets secrets, IAuditTrail audit)
{
    /// <param name="actor">Who closes, as the audit trail names callers; `system` for the end of the period.</param>
    public async Task<Result<Campaign>> RunAsync(string campaignText, string actor, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaignText, out CampaignId id))
        {
            return Failures.NotFound;
        }

        while (await campaigns.FindAsync(id, cancellationToken) is { } stored)
        {
            CampaignState next = CampaignTransitions.Next(stored.Value.State, CampaignEvent.CloseRequested);
            if (next == stored.Value.State)
            {
                return await DisableAsync(stored.Value, actor, cancellationToken);
            }

            var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["campaign"] = id.Value };
            await audit.AppendAsync(AuditStream.ForCampaign(id), new AuditEvent("campaigns.closing", actor, data), cancellationToken);
            Campaign closing = stored.Value with { State = next, WrappedSecret = [] };
            if (await campaigns.ReplaceAsync(closing, stored.ETag, cancellationToken))
            {
                return await DisableAsync(closing, actor, cancellationToken);
            }
        }

        return Failures.NotFound;
    }

    private async Task<Campaign> DisableAsync(Campaign campaign, string actor, CancellationToken cancellationToken)
    {
        secrets.Forget(campaign);
        if (campaign.State != CampaignState.Closing)
        {
            return campaign;
        }

        if (campaign.Key.Stage == KeyStage.InUse)
        {
            // Said once it is true; the key's own stage, which follows, says that it was said. After a kill in between it stands twice.
            var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["campaign"] = campaign.Id.Value };
            await audit.AppendAsync(AuditStream.ForCampaign(campaign.Id), new AuditEvent("campaigns.secret-destroyed", actor, data), cancellationToken);
        }

        await key.DisableAsync(campaign.Id, cancellationToken);
        return (await campaigns.FindAsync(campaign.Id, cancellationToken))?.Value ?? campaign;
    }
}
