using System.Globalization;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Planning;

namespace Outreach.Core.ComplementaryOutreach.Schedules;

/// <summary>What an occurrence came to.</summary>
public enum Occurrence
{
    NotDue,
    Planned,
    Skipped,
}

/// <summary>Plans the wave of an occurrence that is due.</summary>
public sealed class ScheduledWaves(IOutreachScheduleStore schedules, PlanWaveHandler planner, TimeProvider time)
{
    public async Task<Occurrence> PlanDueAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        DateTimeOffset now = time.GetUtcNow();
        if (!campaign.IsOpenAt(now) || await schedules.FindAsync(campaign.Id, cancellationToken) is not { } stored)
        {
            return Occurrence.NotDue;
        }

        OutreachSchedule schedule = stored.Value;
        if (OutreachTimetable.TryParse(schedule.Expression)?.LastIn(schedule.HandledUpTo, now) is not { } due)
        {
            return Occurrence.NotDue;
        }

        Result<WaveDraft> draft = WaveDraft.Parse(schedule.Plan);
        Result<Wave> wave = draft.Succeeded
            ? await planner.PlanAsync(campaign, IdOf(schedule, due), draft.Value, WaveTransitions.Scheduled + schedule.Author, cancellationToken)
            : draft.Failure;

        // Lost when somebody set another schedule, or another run was first: the wave has the occurrence's own id either way.
        await schedules.TryPutAsync(schedule with { HandledUpTo = due, LastFailure = wave.Failure?.Code }, stored.ETag, cancellationToken);
        return wave.Succeeded ? Occurrence.Planned : Occurrence.Skipped;
    }

    /// <summary>One wave per occurrence and author: who sets another schedule begins anew.</summary>
    private static WaveId IdOf(OutreachSchedule schedule, DateTimeOffset due) =>
        WaveId.Of(schedule.Campaign, WaveTransitions.Scheduled + schedule.Author, due.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
}
