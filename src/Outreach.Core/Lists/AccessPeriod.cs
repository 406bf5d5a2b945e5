using Outreach.Core.Campaigns;

namespace Outreach.Core.Lists;

/// <summary>How long a doctor may reach a list (C4).</summary>
public static class AccessPeriod
{
    /// <summary>min(request + 1 calendar month, request + the campaign's lifetime, campaign end), cut to whole seconds.</summary>
    public static DateTimeOffset End(Campaign campaign, DateTimeOffset requestedAt)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        DateTimeOffset[] ends =
            [requestedAt.AddMonths(1), FranceCalendar.AddMonths(requestedAt, 1), requestedAt.AddDays(campaign.Policy.ListLifetimeDays), campaign.EndsAt];
        return DateTimeOffset.FromUnixTimeSeconds(ends.Min().ToUnixTimeSeconds());
    }

    /// <summary>
    /// Whether access has ended; the end itself is too late. Every read and every opening asks here, so that nothing hangs on a timer having run.
    /// </summary>
    public static bool IsOver(DateTimeOffset notAfter, DateTimeOffset now) => notAfter <= now;
}
