using System.Globalization;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Core.Register;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class QuietTimesTests
{
    private static readonly QuietTimes Quiet = new(new PaceRules());

    /// <summary>
    /// The first open tick and the first quiet one of a day, in UTC, by the clock of each department: the days before, on and after both changes of 2026
    /// (Paris 29 March and 25 October, Miquelon 8 March and 1 November), which Réunion, Tahiti, and the others overseas do not make.
    /// </summary>
    public static TheoryData<string, string, string> Days => new()
    {
        { "75", "2026-03-28T07:00:00Z", "2026-03-28T19:00:00Z" },
        { "75", "2026-03-29T06:00:00Z", "2026-03-29T18:00:00Z" },
        { "75", "2026-03-30T06:00:00Z", "2026-03-30T18:00:00Z" },
        { "2A", "2026-10-24T06:00:00Z", "2026-10-24T18:00:00Z" },
        { "75", "2026-10-25T07:00:00Z", "2026-10-25T19:00:00Z" },
        { "99", "2026-10-26T07:00:00Z", "2026-10-26T19:00:00Z" },
        { "975", "2026-03-07T11:00:00Z", "2026-03-07T23:00:00Z" },
        { "975", "2026-03-08T10:00:00Z", "2026-03-08T22:00:00Z" },
        { "975", "2026-03-29T10:00:00Z", "2026-03-29T22:00:00Z" },
        { "975", "2026-10-25T10:00:00Z", "2026-10-25T22:00:00Z" },
        { "975", "2026-10-31T10:00:00Z", "2026-10-31T22:00:00Z" },
        { "975", "2026-11-01T11:00:00Z", "2026-11-01T23:00:00Z" },
        { "974", "2026-03-29T04:00:00Z", "2026-03-29T16:00:00Z" },
        { "974", "2026-10-25T04:00:00Z", "2026-10-25T16:00:00Z" },
        { "987", "2026-03-29T18:00:00Z", "2026-03-30T06:00:00Z" },
        { "987", "2026-10-25T18:00:00Z", "2026-10-26T06:00:00Z" },
        { "976", "2026-06-15T05:00:00Z", "2026-06-15T17:00:00Z" },
        { "971", "2026-06-15T12:00:00Z", "2026-06-16T00:00:00Z" },
        { "972", "2026-06-15T12:00:00Z", "2026-06-16T00:00:00Z" },
        { "977", "2026-06-15T12:00:00Z", "2026-06-16T00:00:00Z" },
        { "978", "2026-06-15T12:00:00Z", "2026-06-16T00:00:00Z" },
        { "973", "2026-06-15T11:00:00Z", "2026-06-15T23:00:00Z" },
        { "986", "2026-06-14T20:00:00Z", "2026-06-15T08:00:00Z" },
        { "988", "2026-06-14T21:00:00Z", "2026-06-15T09:00:00Z" },
    };

    /// <summary>Days without an SMS, and the days beside them.</summary>
    public static TheoryData<string, string, bool> DaysOfSms => new()
    {
        { "75", "2026-03-28", false },
        { "75", "2026-03-29", true },
        { "75", "2026-04-06", true },
        { "75", "2026-04-07", false },
        { "75", "2026-05-14", true },
        { "75", "2026-05-13", false },
        { "75", "2026-05-25", true },
        { "75", "2026-05-26", false },
        { "75", "2026-12-25", true },
        { "75", "2026-12-26", false },
        { "67", "2026-12-26", true },
        { "67", "2026-04-03", true },
        { "75", "2026-04-03", false },
        { "974", "2027-12-20", true },
        { "971", "2027-12-20", false },
        { "75", "2060-04-19", true },
    };

    [Theory]
    [MemberData(nameof(Days))]
    [Trait("threat", "60")]
    public void IsQuiet_AtTheBoundaryAndATickBeside_IsByTheClockOfTheDepartment(string department, string opens, string closes)
    {
        DateTimeOffset open = At(opens), close = At(closes);

        Assert.True(Quiet.IsQuiet(OutreachChannel.Email, department, open.AddTicks(-1)));
        Assert.False(Quiet.IsQuiet(OutreachChannel.Email, department, open));
        Assert.False(Quiet.IsQuiet(OutreachChannel.Email, department, close.AddTicks(-1)));
        Assert.True(Quiet.IsQuiet(OutreachChannel.Email, department, close));
        Assert.False(Quiet.IsQuiet(OutreachChannel.Letter, department, close));
        Assert.Equal(open, Quiet.OpenFrom(OutreachChannel.Email, department, open.AddHours(-3), TimeSpan.FromTicks(1)));
        Assert.Equal(close.AddTicks(-1), Quiet.OpenFrom(OutreachChannel.Email, department, close.AddTicks(-1), TimeSpan.FromTicks(1)));
        Assert.True(Quiet.OpenFrom(OutreachChannel.Email, department, close.AddTicks(-1), TimeSpan.FromTicks(2)) > close.AddHours(10));
    }

    [Theory]
    [MemberData(nameof(DaysOfSms))]
    [Trait("threat", "60")]
    public void IsQuiet_SundaysAndHolidays_AreQuietForSmsAlone(string department, string day, bool quiet)
    {
        DateTimeOffset daytime = At($"{day}T14:00:00Z");

        Assert.Equal(quiet, Quiet.IsQuiet(OutreachChannel.Sms, department, daytime));
        Assert.Equal(quiet, Quiet.IsQuietDay(OutreachChannel.Sms, department, DateOnly.Parse(day, CultureInfo.InvariantCulture)));
        Assert.False(Quiet.IsQuietDay(OutreachChannel.Email, department, DateOnly.Parse(day, CultureInfo.InvariantCulture)));
    }

    [Fact]
    [Trait("threat", "60")]
    public void OpenFrom_SmsBeforeALongWeekend_WaitsUntilItIsOver()
    {
        // Friday evening before Whit Sunday and Whit Monday of 2026; Saturday is open.
        DateTimeOffset saturday = Quiet.OpenFrom(OutreachChannel.Sms, "75", At("2026-05-22T18:00:00Z"), TimeSpan.FromMinutes(1));
        DateTimeOffset tuesday = Quiet.OpenFrom(OutreachChannel.Sms, "75", At("2026-05-23T18:00:00Z"), TimeSpan.FromMinutes(1));

        Assert.Equal((At("2026-05-23T06:00:00Z"), At("2026-05-26T06:00:00Z")), (saturday, tuesday));
    }

    [Fact]
    public void IsQuiet_ADayOfTheSettings_IsQuietForSms()
    {
        var quiet = new QuietTimes(new PaceRules { QuietDays = [new DateOnly(2026, 12, 24)] });

        Assert.True(quiet.IsQuiet(OutreachChannel.Sms, "75", At("2026-12-24T10:00:00Z")));
        Assert.False(quiet.IsQuiet(OutreachChannel.Email, "75", At("2026-12-24T10:00:00Z")));
    }

    /// <summary>On whatever machine: a zone that it lacks is found when the class is first used.</summary>
    [Fact]
    [Trait("threat", "60")]
    public void Clocks_OfEveryDepartment_AreThere()
    {
        Assert.All(Departments.All, department => Assert.NotNull(DepartmentClocks.Of(department)));
        Assert.Equal(12, Departments.All.Select(DepartmentClocks.NameOf).Distinct(StringComparer.Ordinal).Count());
        ArgumentException unknown = Assert.Throws<ArgumentException>(() => DepartmentClocks.Of("0199001234"));
        Assert.DoesNotContain("0199001234", unknown.ToString(), StringComparison.Ordinal);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
