using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Core.ComplementaryOutreach.Pace;

/// <summary>Removes reservations a day after their time, and everything of a campaign that is closed.</summary>
public sealed class PaceRowsDuty(ICampaignStore campaigns, IPaceStore store) : IDeletionDuty
{
    private const int MostPerRun = 5_000;

    public string Name => "PaceRows";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            removed += campaign.State == CampaignState.Closed
                ? await store.ForgetAsync(campaign.Id, MostPerRun, cancellationToken)
                : await store.TrimAsync(campaign.Id, now.AddDays(-1), MostPerRun, cancellationToken);
        }

        return new DutyOutcome(removed, Late: 0, Waiting: 0);
    }
}
