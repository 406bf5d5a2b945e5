using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.ComplementaryOutreach.Schedules;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>A schedule as those who plan and approve see it.</summary>
/// <param name="Next">When it is due next.</param>
/// <param name="LastFailure">Code of why the last occurrence planned nothing; null when it planned a wave.</param>
public sealed record OutreachScheduleAnswer(
    string Campaign, string Expression, WaveBody Plan, string Author, DateTimeOffset SetAt, DateTimeOffset? Next, string? LastFailure)
{
    public static OutreachScheduleAnswer Of(OutreachSchedule schedule, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return new OutreachScheduleAnswer(
            schedule.Campaign.Value, schedule.Expression, schedule.Plan, schedule.Author, schedule.SetAt,
            OutreachTimetable.TryParse(schedule.Expression)?.NextAfter(now), schedule.LastFailure);
    }
}
