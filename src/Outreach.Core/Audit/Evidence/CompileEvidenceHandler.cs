using Outreach.Core.Campaigns;

namespace Outreach.Core.Audit.Evidence;

/// <summary>Draws up a campaign's evidence: reads every place once, counts, and says what does not agree.</summary>
/// <remarks>Changes nothing. Memory does not depend on the number of lists; time does: the chain of every list is read.</remarks>
public sealed class CompileEvidenceHandler(
    CampaignEvidenceReader campaigns, ListEvidenceReader lists, RequestEvidenceReader requests, ICoveringCheckpoint checkpoints, TimeProvider time)
{
    public async Task<Result<EvidenceReport>> RunAsync(string campaignText, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (await campaigns.FindAsync(campaignText, now, cancellationToken) is not { } own)
        {
            return Campaigns.Failures.NotFound;
        }

        DateTimeOffset settledBefore = now - Reconciliation.Settling;
        CheckpointFacts? checkpoint = await checkpoints.FindLatestAsync(cancellationToken);
        (ListTally tally, long orphans) = (ListTally.None, 0);
        await foreach (ListEvidence list in lists.ReadAsync(own.Campaign.Id, checkpoint, cancellationToken))
        {
            (tally, orphans) = list.Campaign is null ? (tally, orphans + (list.IsOrphan ? 1 : 0)) : (tally.With(list, now, settledBefore), orphans);
        }

        RequestTally asked = await requests.ReadAsync(own.Campaign, settledBefore, cancellationToken);
        return EvidenceReport.Of(new EvidenceFindings(own.Campaign, now, own.Key, tally, asked, own.Trail, orphans, checkpoint));
    }
}

/// <summary>A campaign with what vault and trail say of it.</summary>
public sealed record CampaignEvidence(Campaign Campaign, KeyEnd Key, CampaignTrail Trail);

/// <summary>Reads what every place says of the campaign itself.</summary>
public sealed class CampaignEvidenceReader(ICampaignStore campaigns, ICampaignKeys keys, IAuditTrail trail)
{
    /// <summary>Null when there is no such campaign.</summary>
    public async Task<CampaignEvidence?> FindAsync(string campaignText, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaignText, out CampaignId id) || await campaigns.FindAsync(id, cancellationToken) is not { Value: { } campaign })
        {
            return null;
        }

        CampaignKey? inVault = await keys.FindAsync(campaign.KeyId, cancellationToken);
        CampaignTrail told = await CampaignTrail.ReadAsync(trail, AuditStream.ForCampaign(id), cancellationToken);
        return new CampaignEvidence(campaign, KeyEnd.Of(campaign, inVault, now), told);
    }
}
