namespace Outreach.Core;

/// <summary>Calendar months as the law counts them: by the calendar and clock of France.</summary>
internal static class FranceCalendar
{
    private static readonly TimeZoneInfo France = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>
    /// The same hour of the same day there, so many months later, or of that month's last day. In UTC alone, an instant of the first hours of 31 March
    /// would be one of the 30th and reach into May, and one before summer time begins would last an hour longer.
    /// </summary>
    public static DateTimeOffset AddMonths(DateTimeOffset from, int months)
    {
        DateTime end = TimeZoneInfo.ConvertTime(from, France).DateTime.AddMonths(months);
        TimeSpan offset = France.IsAmbiguousTime(end) ? France.GetAmbiguousTimeOffsets(end).Max() : France.GetUtcOffset(end);
        return new DateTimeOffset(end, offset);
    }

    /// <summary>The day it is there.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, France).DateTime);

    /// <summary>When a day begins there.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), France));

    /// <summary>What the clocks show there, as a time without an offset.</summary>
    public static DateTime ClockOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, France).DateTime;

    /// <summary>When the clocks show this time: the first time where they repeat it, and as much later where they leave it out.</summary>
    public static DateTimeOffset InstantOf(DateTime clock)
    {
        TimeSpan offset = France.IsAmbiguousTime(clock) ? France.GetAmbiguousTimeOffsets(clock).Max() : France.GetUtcOffset(clock);
        return new DateTimeOffset(clock, offset).ToUniversalTime();
    }
}
