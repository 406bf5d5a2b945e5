using System.Globalization;
using Outreach.LocalHost.Timers;
using Xunit;

namespace Outreach.LocalHost.Tests.Timers;

/// <summary>Occurrences as the Functions host counts them: TimerSchedule, CronSchedule and ConstantSchedule of its timer extension.</summary>
public sealed class TimerScheduleTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("0 */5 * * * *", "2026-11-24T12:00:00Z", "2026-11-24T12:05:00Z")]
    [InlineData("*/5 * * * *", "2026-11-24T12:00:00Z", "2026-11-24T12:05:00Z")]
    [InlineData("0 30 9 * Jan Mon", "2026-11-24T12:00:00Z", "2027-01-04T09:30:00Z")]
    [InlineData("00:30:00", "2026-11-24T12:00:07Z", "2026-11-24T12:30:07Z")]
    public void Next_InUtc_IsTheFirstOccurrenceAfter(string text, string now, string next) => Assert.Equal(Utc(next), Read(text, TimeZoneInfo.Utc).Next(Utc(now)));

    /// <summary>In 2026 Paris goes from 2:00 to 3:00 on 29 March (1:00 UTC), and from 3:00 to 2:00 on 25 October (1:00 UTC).</summary>
    [Theory]
    [InlineData("0 0 9 * * *", "2026-07-01T00:00:00Z", "2026-07-01T07:00:00Z")]
    [InlineData("0 0 9 * * *", "2026-12-01T00:00:00Z", "2026-12-01T08:00:00Z")]
    [InlineData("0 0 9 * * *", "2026-03-28T12:00:00Z", "2026-03-29T07:00:00Z")]
    [InlineData("0 30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("0 30 2 * * *", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("0 0 */3 * * *", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("0 */30 * * * *", "2026-03-29T00:45:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("0 30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("0 30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("0 30 2 * * *", "2026-10-25T01:15:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("0 */30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z")]
    [InlineData("0 */30 * * * *", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("0 30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("0 0 */12 * * *", "2026-10-24T23:00:00Z", "2026-10-25T11:00:00Z")]
    [InlineData("12:00:00", "2026-10-24T23:00:00Z", "2026-10-25T11:00:00Z")]
    public void Next_WhereTheClocksChange_IsTheFirstOccurrenceAfter(string text, string now, string next) => Assert.Equal(Utc(next), Read(text, Paris).Next(Utc(now)));

    [Theory]
    [InlineData("not at all")]
    [InlineData("")]
    [InlineData("* * * * * * *")]
    [InlineData("0 61 * * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    public void TryRead_WhatIsNoSchedule_IsNull(string text) => Assert.Null(TimerSchedule.TryRead(text, TimeZoneInfo.Utc));

    [Theory]
    [InlineData("0 * * * * *", true)]
    [InlineData("* * * * *", true)]
    [InlineData("0,30 * * * * *", false)]
    [InlineData("*/10 * * * * *", false)]
    [InlineData("*/10 * 3 * * *", true)]
    [InlineData("00:01:00", true)]
    [InlineData("00:00:59", false)]
    public void IsWorthKeeping_ByHowOftenItComes_IsNotForMoreThanOnceAMinute(string text, bool worth) =>
        Assert.Equal(worth, Read(text, TimeZoneInfo.Utc).IsWorthKeeping(Utc("2026-11-24T12:00:00Z")));

    private static TimerSchedule Read(string text, TimeZoneInfo zone) => TimerSchedule.TryRead(text, zone)!;

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime;
}
