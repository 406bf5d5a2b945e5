using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Core.Contacts;

/// <summary>Removes the counts of agents' objections once their campaign is closed.</summary>
public sealed class ObjectionCountsDuty(ICampaignStore campaigns, IObjectionCountStore counts) : IDeletionDuty
{
    private const int MostPerRun = 1_000;

    public string Name => "ObjectionCounts";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.State == CampaignState.Closed)
            {
                removed += await counts.RemoveAsync(campaign.Id, MostPerRun, cancellationToken);
            }
        }

        return new DutyOutcome(removed, Late: 0, Waiting: 0);
    }
}
