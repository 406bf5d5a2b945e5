using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.LocalHost.Demonstration;
using Xunit;

namespace Outreach.LocalHost.Tests.Demonstration;

public sealed class AwakeDepartmentsTests
{
    private static readonly QuietTimes Quiet = new(new PaceRules());
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly string[] Departments = [.. new OutreachExtract().Loaded.Select(person => person.Person.Department).Distinct(StringComparer.Ordinal)];

    /// <summary>Every quarter of an hour of a year, both changes of the clock among them.</summary>
    [Fact]
    [Trait("threat", "60")]
    public void At_AnyHourOfAnyDay_NamesDepartmentsThatStayAwake()
    {
        var begin = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (DateTimeOffset now = begin; now < begin.AddYears(1); now = now.AddMinutes(15))
        {
            IReadOnlyList<string> awake = AwakeDepartments.At(Quiet, Departments, now, Hour);

            Assert.NotEmpty(awake);
            Assert.All(awake, department => Assert.False(Quiet.IsQuiet(OutreachChannel.Email, department, now + Hour - TimeSpan.FromTicks(1))));
        }
    }

    [Theory]
    [InlineData("19:00:00", true)]
    [InlineData("19:00:01", false)]
    [InlineData("07:59:59", false)]
    [InlineData("08:00:00", true)]
    public void At_TheEdgesOfTheDay_KeepsTheWholeTimeOutOfTheNight(string local, bool awake)
    {
        DateTimeOffset now = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.FromHours(1)) + TimeSpan.Parse(local, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(awake, AwakeDepartments.At(Quiet, ["75"], now, Hour).Count == 1);
    }
}
