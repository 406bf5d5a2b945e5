using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Core.Deletion;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>Removes waves, exceptions and schedules of a campaign that closed 30 days ago (`EnforceDeletion__RequestDays`); what evidence needs of them stays in the trail, as counts.</summary>
public sealed class WaveRowsDuty(
    ICampaignStore campaigns, IWaveStore waves, IOutreachExceptionStore exceptions, IOutreachScheduleStore schedules, DeletionPolicy policy) : IDeletionDuty
{
    private const int MostPerRun = 1_000;

    public string Name => "WaveRows";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign is { State: CampaignState.Closed, ClosedAt: { } closedAt } && policy.RequestEnd(closedAt) <= now)
            {
                removed += await waves.RemoveAsync(campaign.Id, MostPerRun, cancellationToken);
                removed += await exceptions.RemoveAsync(campaign.Id, MostPerRun, cancellationToken);
                removed += await schedules.RemoveAsync(campaign.Id, cancellationToken) ? 1 : 0;
            }
        }

        return new DutyOutcome(removed, Late: 0, Waiting: 0);
    }
}
