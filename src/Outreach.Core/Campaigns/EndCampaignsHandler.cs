namespace Outreach.Core.Campaigns;

/// <summary>Campaigns that are at their end.</summary>
/// <param name="Closing">Their closing must be under way.</param>
/// <param name="Closed">Their closing is done: its history may go.</param>
public sealed record EndedCampaigns(IReadOnlyList<CampaignId> Closing, IReadOnlyList<CampaignId> Closed);

/// <summary>Closes campaigns whose period is over, and finds those whose closing was interrupted (C5).</summary>
/// <remarks>Safe to run twice. Access ended with the period whether this runs or not; this destroys what is left.</remarks>
public sealed class EndCampaignsHandler(ICampaignStore campaigns, CloseCampaignHandler close, TimeProvider time)
{
    public async Task<EndedCampaigns> RunAsync(CancellationToken cancellationToken)
    {
        List<CampaignId> closing = [];
        List<CampaignId> closed = [];
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.State == CampaignState.Closing
                || (campaign.State == CampaignState.Open && campaign.EndsAt <= time.GetUtcNow()))
            {
                await close.RunAsync(campaign.Id.Value, "system", cancellationToken);
                closing.Add(campaign.Id);
            }
            else if (campaign.State == CampaignState.Closed)
            {
                closed.Add(campaign.Id);
            }
        }

        return new EndedCampaigns(closing, closed);
    }
}
