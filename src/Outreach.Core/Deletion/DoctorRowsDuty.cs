using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Removes the rows that made doctors' requests idempotent and bounded, once their campaign is closed and the requests themselves may be gone.</summary>
public sealed class DoctorRowsDuty(ICampaignStore campaigns, IListRequestStore requests, DeletionPolicy policy) : IDeletionDuty
{
    private const int MostPerRun = 1_000;

    public string Name => "DoctorRows";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign is { State: CampaignState.Closed, ClosedAt: { } closedAt } && policy.RequestEnd(closedAt) <= now)
            {
                removed += await requests.RemoveDoctorsAsync(campaign.Id, MostPerRun, cancellationToken);
            }
        }

        return new DutyOutcome(removed, Late: 0, Waiting: 0);
    }
}
