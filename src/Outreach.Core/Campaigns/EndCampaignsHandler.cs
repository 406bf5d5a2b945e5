namespace Outreach.Core.Campaigns;

/// <summary>Campaigns that are at their end.</summary>
/// <param name="Closing">Their closing must be under way.</param>
/// <param name="Closed">Their closing is done: its history may go.</param>
/// <param name="Failures">What kept single campaigns; to be thrown when everything else is done.</param>
public sealed record EndedCampaigns(IReadOnlyList<CampaignId> Closing, IReadOnlyList<CampaignId> Closed, IReadOnlyList<Exception> Failures);

/// <summary>Closes campaigns whose period is over, and finds those whose closing was interrupted (C5).</summary>
/// <remarks>Safe to run twice. Access ended with the period whether this runs or not; this destroys what is left.</remarks>
public sealed class EndCampaignsHandler(ICampaignStore campaigns, CloseCampaignHandler close, TimeProvider time)
{
    public async Task<EndedCampaigns> RunAsync(CancellationToken cancellationToken)
    {
        List<CampaignId> closing = [];
        List<CampaignId> closed = [];
        List<Exception> failures = [];
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.State == CampaignState.Closing
                || (campaign.State == CampaignState.Open && campaign.EndsAt <= time.GetUtcNow()))
            {
                if (await CloseAsync(campaign, failures, cancellationToken))
                {
                    closing.Add(campaign.Id);
                }
            }
            else if (campaign.State == CampaignState.Closed)
            {
                closed.Add(campaign.Id);
            }
        }

        return new EndedCampaigns(closing, closed, failures);
    }

    /// <summary>Whether its lists may be destroyed: that needs no vault, only the state in the store.</summary>
    private async Task<bool> CloseAsync(Campaign campaign, List<Exception> failures, CancellationToken cancellationToken)
    {
        try
        {
            await close.RunAsync(campaign.Id.Value, "system", cancellationToken);
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // One campaign must not keep the others.
            failures.Add(failure);
        }

        try
        {
            return await campaigns.FindAsync(campaign.Id, cancellationToken) is { Value.State: CampaignState.Closing };
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            failures.Add(failure);
            return false;
        }
    }
}
