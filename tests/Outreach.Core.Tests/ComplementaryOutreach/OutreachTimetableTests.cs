using System.Globalization;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

/// <summary>Clocks of France: forward on 28 March 2027 (02:00 is 03:00), back on 31 October 2027 (03:00 is 02:00).</summary>
public sealed class OutreachTimetableTests
{
    [Theory]
    [InlineData("0 0 9 * * *", "2027-03-27T08:00:00Z", "2027-03-28T07:00:00Z")]
    [InlineData("0 0 9 * * *", "2027-03-28T06:59:59Z", "2027-03-28T07:00:00Z")]
    [InlineData("0 0 9 * * *", "2027-03-28T07:00:00Z", "2027-03-29T07:00:00Z")]
    [InlineData("0 0 9 * * *", "2027-10-30T07:00:00Z", "2027-10-31T08:00:00Z")]
    [InlineData("0 30 2 * * *", "2027-03-27T12:00:00Z", "2027-03-28T01:30:00Z")]
    [InlineData("0 30 2 * * *", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z")]
    [InlineData("0 30 2 * * *", "2027-10-30T12:00:00Z", "2027-10-31T00:30:00Z")]
    [InlineData("0 30 2 * * *", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z")]
    [InlineData("0 9 * * 1", "2027-01-01T00:00:00Z", "2027-01-04T08:00:00Z")]
    [InlineData("0 0 0 29 2 *", "2027-01-01T00:00:00Z", "2028-02-28T23:00:00Z")]
    public void NextAfter_ByTheClockOfFrance(string expression, string after, string expected) =>
        Assert.Equal(At(expected), OutreachTimetable.TryParse(expression)!.NextAfter(At(after)));

    [Theory]
    [InlineData("2027-03-01T07:00:00Z", "2027-03-01T07:59:59Z", null)]
    [InlineData("2027-03-01T07:00:00Z", "2027-03-01T08:00:00Z", "2027-03-01T08:00:00Z")]
    [InlineData("2027-03-01T08:00:00Z", "2027-03-01T08:00:00Z", null)]
    [InlineData("2027-03-01T08:00:00Z", "2027-03-20T12:00:00Z", "2027-03-20T08:00:00Z")]
    [InlineData("2027-03-27T12:00:00Z", "2027-03-28T12:00:00Z", "2027-03-28T07:00:00Z")]
    public void LastIn_OfThoseMissed_IsTheLast(string after, string upTo, string? expected) =>
        Assert.Equal(expected is null ? null : At(expected), OutreachTimetable.TryParse("0 0 9 * * *")!.LastIn(At(after), At(upTo)));

    /// <summary>However often it is asked in a year of both changes, each day comes once.</summary>
    [Fact]
    public void LastIn_AskedEveryFiveMinutes_HasEachDayOnce()
    {
        OutreachTimetable timetable = OutreachTimetable.TryParse("0 30 2 * * *")!;
        List<DateTimeOffset> found = [];
        DateTimeOffset handled = At("2027-03-01T00:00:00Z");
        for (DateTimeOffset now = handled; now < At("2027-11-15T00:00:00Z"); now = now.AddMinutes(5))
        {
            if (timetable.LastIn(handled, now) is { } due)
            {
                found.Add(due);
                handled = due;
            }
        }

        Assert.Equal(259, found.Count);
        Assert.Equal(259, found.Select(at => at.AddHours(2).Date).Distinct().Count());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("every day")]
    [InlineData("0 0 9 * *  * *")]
    [InlineData("0 */30 * * * *")]
    [InlineData("* 0 9 * * *")]
    [InlineData("0 0 0 30 2 *")]
    public void TryParse_NoSchedule_TooOftenOrNever_IsNull(string? text) => Assert.Null(OutreachTimetable.TryParse(text));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
