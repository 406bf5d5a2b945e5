namespace Outreach.Core.Deletion.Notices;

/// <summary>What is known of a list whose copies are to be attested deleted.</summary>
/// <param name="EndedAt">When the list ended before its time; null while it did not.</param>
/// <param name="Opened">Whether its key was ever released: without that there can be no copy.</param>
/// <param name="Passed">The last reminder that was dealt with: 0 none, 1 the one before the end, 2 and up those after it.</param>
public sealed record NoticeFacts(DateTimeOffset AskedAt, DateTimeOffset NotAfter, DateTimeOffset? EndedAt, bool Opened, bool Attested, int Passed);

/// <summary>What to do about a list now.</summary>
public enum NoticeAction
{
    /// <summary>Nothing before an instant.</summary>
    Wait,
    Remind,

    /// <summary>Tell the insurer that nobody attested.</summary>
    Escalate,

    /// <summary>Nothing any more: attested, or never opened.</summary>
    Close,
}

/// <summary>What is due, and what it is about.</summary>
/// <param name="Until">When to look again, if there is nothing to do before.</param>
/// <param name="Number">Of a reminder: 1 before the end, 2 and up after it.</param>
/// <param name="Day">The day the list ends or ended, in France.</param>
public sealed record NoticeDecision(NoticeAction Action, DateTimeOffset Until, int Number, DateOnly Day);

/// <summary>Which notice is due when (C5); pure, so that every case can be tabled. Of several that were missed the last one goes out, and it alone.</summary>
public sealed class NoticePolicy(NoticeSchedule schedule)
{
    /// <summary>The number of the reminder before the end.</summary>
    public const int BeforeEnd = 1;

    private static readonly TimeZoneInfo France = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public NoticeSchedule Schedule => schedule;

    public NoticeDecision Next(NoticeFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        DateTimeOffset? ended = facts.EndedAt ?? (facts.NotAfter <= now ? facts.NotAfter : null);
        return ended is { } end ? AfterEnd(facts, end, now) : Before(facts, now);
    }

    /// <summary>Whether it is an hour at which mails go out.</summary>
    public bool IsDaytime(DateTimeOffset now)
    {
        int hour = InFrance(now).Hour;
        return schedule.FirstHour <= hour && hour < schedule.LastHour;
    }

    /// <summary>The last day on which anything may still be due of a list that ends at this instant.</summary>
    public DateTimeOffset LastDue(DateTimeOffset end) => Morning(end, schedule.EscalateAfterDays);

    private NoticeDecision Before(NoticeFacts facts, DateTimeOffset now)
    {
        DateTimeOffset due = Morning(facts.NotAfter, -schedule.DaysBefore);
        bool isOver = facts.Passed >= BeforeEnd || due <= facts.AskedAt || facts.NotAfter <= due;
        return (isOver, now < due) switch
        {
            (true, _) => Wait(facts.NotAfter, facts.NotAfter),
            (false, true) => Wait(due, facts.NotAfter),
            (false, false) => new NoticeDecision(NoticeAction.Remind, now, BeforeEnd, DayOf(facts.NotAfter)),
        };
    }

    private NoticeDecision AfterEnd(NoticeFacts facts, DateTimeOffset end, DateTimeOffset now)
    {
        if (facts.Attested || !facts.Opened)
        {
            return new NoticeDecision(NoticeAction.Close, now, 0, DayOf(end));
        }

        DateTimeOffset escalation = Morning(end, schedule.EscalateAfterDays);
        if (escalation <= now)
        {
            return new NoticeDecision(NoticeAction.Escalate, now, 0, DayOf(end));
        }

        int due = schedule.DaysAfter.Count(day => Morning(end, day) <= now);
        return due > 0 && facts.Passed < BeforeEnd + due
            ? new NoticeDecision(NoticeAction.Remind, now, BeforeEnd + due, DayOf(end))
            : Wait(due < schedule.DaysAfter.Count ? Morning(end, schedule.DaysAfter[due]) : escalation, end);
    }

    private static NoticeDecision Wait(DateTimeOffset until, DateTimeOffset end) => new(NoticeAction.Wait, until, 0, DayOf(end));

    /// <summary>The first hour of mails, so many calendar days from an instant; where summer time skips that hour, the one after it.</summary>
    private DateTimeOffset Morning(DateTimeOffset from, int days)
    {
        DateTime morning = InFrance(from).Date.AddDays(days).AddHours(schedule.FirstHour);
        TimeSpan offset = France.IsInvalidTime(morning) ? France.BaseUtcOffset : France.GetUtcOffset(morning);
        return new DateTimeOffset(morning, offset).ToUniversalTime();
    }

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(InFrance(instant).DateTime);

    private static DateTimeOffset InFrance(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, France);
}
