using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Planning;

namespace Outreach.Core.ComplementaryOutreach.Schedules;

/// <summary>What the timer is to see to after a run.</summary>
/// <param name="Alive">Waves whose orchestration must be under way.</param>
/// <param name="Over">Waves of closed campaigns: their histories may go.</param>
/// <param name="Planned">Occurrences that planned a wave.</param>
/// <param name="Skipped">Occurrences that planned none, because campaign, register or words did not allow it.</param>
/// <param name="Failures">What kept single campaigns; to be thrown when everything else is done.</param>
public sealed record SchedulesRun(
    IReadOnlyList<(CampaignId Campaign, WaveId Wave)> Alive, IReadOnlyList<WaveId> Over, int Planned, int Skipped, IReadOnlyList<Exception> Failures);

/// <summary>Plans what schedules say is due, ends waves that may not go on, and names those that must be under way.</summary>
/// <remarks>
/// Safe to run twice, late, and at the same time: a wave's id is its occurrence. Of occurrences that were missed the last alone is made up for.
/// </remarks>
public sealed class RunSchedulesHandler(ICampaignStore campaigns, IWaveStore waves, ScheduledWaves scheduled, WaveClock clock)
{
    public async Task<SchedulesRun> RunAsync(CancellationToken cancellationToken)
    {
        List<(CampaignId, WaveId)> alive = [];
        List<WaveId> over = [];
        List<Exception> failures = [];
        var outcomes = new Dictionary<Occurrence, int> { [Occurrence.Planned] = 0, [Occurrence.Skipped] = 0, [Occurrence.NotDue] = 0 };
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            try
            {
                outcomes[await scheduled.PlanDueAsync(campaign, cancellationToken)]++;
                await foreach (Wave wave in waves.ListAsync(campaign.Id, cancellationToken))
                {
                    if (!WaveTransitions.IsOver((await clock.SettleAsync(campaign, wave, cancellationToken)).State))
                    {
                        alive.Add((campaign.Id, wave.Id));
                    }
                    else if (campaign.State == CampaignState.Closed)
                    {
                        over.Add(wave.Id);
                    }
                }
            }
            catch (TransientDependencyException failure)
            {
                // One campaign must not keep the others.
                failures.Add(failure);
            }
        }

        return new SchedulesRun(alive, over, outcomes[Occurrence.Planned], outcomes[Occurrence.Skipped], failures);
    }
}
