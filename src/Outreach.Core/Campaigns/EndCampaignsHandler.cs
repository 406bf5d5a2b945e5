namespace Outreach.Core.Campaigns;

/// <summary>Closes campaigns whose period is over, and finds those whose closing was interrupted (C5).</summary>
/// <remarks>Safe to run twice. Access ended with the period whether this runs or not; this destroys what is left.</remarks>
public sealed class EndCampaignsHandler(ICampaignStore campaigns, CloseCampaignHandler close, TimeProvider time)
{
    /// <returns>Campaigns whose closing must be under way.</returns>
    public async Task<IReadOnlyList<CampaignId>> RunAsync(CancellationToken cancellationToken)
    {
        List<CampaignId> closing = [];
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.State == CampaignState.Closing
                || (campaign.State == CampaignState.Open && campaign.EndsAt <= time.GetUtcNow()))
            {
                await close.RunAsync(campaign.Id.Value, "system", cancellationToken);
                closing.Add(campaign.Id);
            }
        }

        return closing;
    }
}
