using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;

namespace Outreach.LocalHost.Demonstration;

/// <summary>Where e-mails may go out now and for a while: between Nouméa and Cayenne it is day somewhere at any hour, so that the demonstration never waits for a morning.</summary>
internal static class AwakeDepartments
{
    /// <param name="time">Shorter than any night.</param>
    public static IReadOnlyList<string> At(QuietTimes quiet, IEnumerable<string> departments, DateTimeOffset now, TimeSpan time) =>
    [
        .. departments.Distinct(StringComparer.Ordinal).Where(department => quiet.OpenFrom(OutreachChannel.Email, department, now, time) == now)
            .Order(StringComparer.Ordinal),
    ];
}
