using Outreach.Core.Campaigns;

namespace Outreach.Core.Lists;

/// <summary>How long a doctor may reach a list (C4).</summary>
public static class AccessPeriod
{
    /// <summary>Whose calendar and clock the law's month is counted by.</summary>
    private static readonly TimeZoneInfo France = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>min(request + 1 calendar month, request + the campaign's lifetime, campaign end), cut to whole seconds.</summary>
    public static DateTimeOffset End(Campaign campaign, DateTimeOffset requestedAt)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        DateTimeOffset[] ends =
            [requestedAt.AddMonths(1), MonthInFrance(requestedAt), requestedAt.AddDays(campaign.Policy.ListLifetimeDays), campaign.EndsAt];
        return DateTimeOffset.FromUnixTimeSeconds(ends.Min().ToUnixTimeSeconds());
    }

    /// <summary>
    /// Whether access has ended; the end itself is too late. Every read and every opening asks here, so that nothing hangs on a timer having run.
    /// </summary>
    public static bool IsOver(DateTimeOffset notAfter, DateTimeOffset now) => notAfter <= now;

    /// <summary>
    /// The same hour of the same day of the next month there, or of that month's last day. In UTC alone, a request of the first hours of 31 March
    /// would be one of the 30th and reach into May, and one before summer time begins would last an hour longer.
    /// </summary>
    private static DateTimeOffset MonthInFrance(DateTimeOffset requestedAt)
    {
        DateTime end = TimeZoneInfo.ConvertTime(requestedAt, France).DateTime.AddMonths(1);
        TimeSpan offset = France.IsAmbiguousTime(end) ? France.GetAmbiguousTimeOffsets(end).Max() : France.GetUtcOffset(end);
        return new DateTimeOffset(end, offset);
    }
}
