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
                return await DisableAsync(stored.Value, cancellationToken);
            }

            var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["campaign"] = id.Value };
            await audit.AppendAsync(AuditStream.ForCampaign(id), new AuditEvent("campaigns.closing", actor, data), cancellationToken);
            await audit.AppendAsync(AuditStream.ForCampaign(id), new AuditEvent("campaigns.secret-destroyed", actor, data), cancellationToken);
            Campaign closing = stored.Value with { State = next, WrappedSecret = [] };
            if (await campaigns.ReplaceAsync(closing, stored.ETag, cancellationToken))
            {
                return await DisableAsync(closing, cancellationToken);
            }
        }

        return Failures.NotFound;
    }

    private async Task<Campaign> DisableAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        secrets.Forget(campaign);
        if (campaign.State != CampaignState.Closing)
        {
            return campaign;
        }

        await key.DisableAsync(campaign.Id, cancellationToken);
        return (await campaigns.FindAsync(campaign.Id, cancellationToken))?.Value ?? campaign;
    }
}
