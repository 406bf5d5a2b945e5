using NCrontab;

namespace Outreach.Core.ComplementaryOutreach.Schedules;

/// <summary>Occurrences of an NCRONTAB expression by the clock of France.</summary>
/// <remarks>
/// What falls into the hour that the clocks leave out in spring comes as much later; what falls into the hour that they repeat in autumn comes once, the first time.
/// </remarks>
public sealed class OutreachTimetable
{
    /// <summary>Further apart than any two occurrences that the change of the clocks could put in each other's place.</summary>
    private static readonly TimeSpan Change = TimeSpan.FromHours(3);

    private static readonly TimeSpan ClosestAllowed = TimeSpan.FromHours(1);

    private readonly CrontabSchedule _cron;

    private OutreachTimetable(CrontabSchedule cron) => _cron = cron;

    /// <summary>Six fields with seconds, or five without; null for anything else, for what never occurs, and for more often than hourly.</summary>
    public static OutreachTimetable? TryParse(string? text)
    {
        string[] fields = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6)
            || CrontabSchedule.TryParse(text ?? "", new CrontabSchedule.ParseOptions { IncludingSeconds = fields.Length == 6 }) is not { } cron)
        {
            return null;
        }

        // Two years, a leap year among them.
        DateTime[] some = [.. cron.GetNextOccurrences(new DateTime(2027, 12, 31), new DateTime(2029, 12, 31)).Take(24 * 366)];
        return some.Length > 0 && !some.Zip(some.Skip(1)).Any(pair => pair.Second - pair.First < ClosestAllowed) ? new OutreachTimetable(cron) : null;
    }

    /// <summary>The first occurrence after an instant.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset instant) =>
        Around(instant, instant.AddYears(9)).Where(at => at > instant).Take(4).Append(DateTimeOffset.MaxValue).Min();

    /// <summary>The last occurrence in (after, upTo]; null when there is none.</summary>
    public DateTimeOffset? LastIn(DateTimeOffset after, DateTimeOffset upTo)
    {
        DateTimeOffset[] missed = [.. Around(after, upTo).Where(at => at > after && at <= upTo)];
        return missed.Length == 0 ? null : missed.Max();
    }

    private IEnumerable<DateTimeOffset> Around(DateTimeOffset from, DateTimeOffset to)
    {
        DateTime first = FranceCalendar.ClockOf(from) - Change;
        DateTime end = FranceCalendar.ClockOf(to) + Change;
        return _cron.GetNextOccurrences(first, end).Select(FranceCalendar.InstantOf);
    }
}
