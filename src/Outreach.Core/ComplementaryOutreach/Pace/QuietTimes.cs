namespace Outreach.Core.ComplementaryOutreach.Pace;

/// <summary>When a channel is quiet for people of a department, by their own clock; pure.</summary>
/// <remarks>
/// E-mail is quiet at night, SMS also on Sundays and public holidays. A letter wakes nobody and is never quiet. All is said of the wall clock, so that the day on
/// which it is changed needs no rule of its own.
/// </remarks>
public sealed class QuietTimes(PaceRules rules)
{
    public TimeOnly From => rules.QuietFrom;

    public TimeOnly Until => rules.QuietUntil;

    public bool IsQuiet(OutreachChannel channel, string department, DateTimeOffset instant)
    {
        DateTime local = TimeZoneInfo.ConvertTime(instant, DepartmentClocks.Of(department)).DateTime;
        var time = TimeOnly.FromDateTime(local);
        return channel != OutreachChannel.Letter
            && (time >= rules.QuietFrom || time < rules.QuietUntil || IsQuietDay(channel, department, DateOnly.FromDateTime(local)));
    }

    /// <summary>Whether a channel is quiet all day long.</summary>
    public bool IsQuietDay(OutreachChannel channel, string department, DateOnly day) =>
        channel == OutreachChannel.Sms && (day.DayOfWeek == DayOfWeek.Sunday || FrenchHolidays.Contains(department, day) || rules.QuietDays.Contains(day));

    /// <summary>The first instant from <paramref name="from"/> on at which something that takes so long is over before it is quiet.</summary>
    public DateTimeOffset OpenFrom(OutreachChannel channel, string department, DateTimeOffset from, TimeSpan length)
    {
        while (true)
        {
            DateTimeOffset last = from + length - TimeSpan.FromTicks(1);
            if (IsQuiet(channel, department, from))
            {
                from = EndOfQuiet(department, from);
            }
            else if (IsQuiet(channel, department, last))
            {
                from = EndOfQuiet(department, last);
            }
            else
            {
                return from;
            }
        }
    }

    /// <summary>The next hour at which a night ends; the day it is of may be quiet as a whole.</summary>
    private DateTimeOffset EndOfQuiet(string department, DateTimeOffset quiet)
    {
        TimeZoneInfo zone = DepartmentClocks.Of(department);
        DateTime local = TimeZoneInfo.ConvertTime(quiet, zone).DateTime;
        var day = DateOnly.FromDateTime(local);
        DateTime end = (TimeOnly.FromDateTime(local) < rules.QuietUntil ? day : day.AddDays(1)).ToDateTime(rules.QuietUntil);
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(end, zone));
    }
}
