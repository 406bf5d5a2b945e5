using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>Removes messages, limits and tallies of a campaign that is closed: its secret is gone, and what waves came to stands in their records (C5).</summary>
/// <remarks>Counts campaigns, not rows.</remarks>
public sealed class OutboxRowsDuty(ICampaignStore campaigns, IOutboxStore outbox, IShareTallies tallies) : IDeletionDuty
{
    /// <summary>One run's work; what is left goes on at the next.</summary>
    public const int MostPerRun = 10_000;

    public string Name => "OutboxRows";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int rows = 0, removed = 0, waiting = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.State != CampaignState.Closed || rows >= MostPerRun)
            {
                continue;
            }

            try
            {
                int gone = await outbox.ForgetCampaignAsync(campaign.Id, MostPerRun - rows, cancellationToken);
                gone += await tallies.ForgetCampaignAsync(campaign.Id, MostPerRun, cancellationToken);
                (rows, removed) = (rows + gone, removed + (gone > 0 ? 1 : 0));
            }
            catch (TransientDependencyException)
            {
                waiting++;
            }
        }

        return new DutyOutcome(removed, Late: 0, waiting);
    }
}
