using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Testing.Campaigns;
using Xunit;

namespace Outreach.Core.Tests.Lists;

public sealed class AccessPeriodTests
{
    [Theory]
    [InlineData("2026-11-02T12:00:00Z", 31, "2027-06-01T00:00:00Z", "2026-12-02T12:00:00Z")] // the law's month is the shorter one
    [InlineData("2026-12-02T12:00:00Z", 31, "2027-06-01T00:00:00Z", "2027-01-02T12:00:00Z")] // 31 days and a month are the same
    [InlineData("2027-01-31T12:00:00Z", 31, "2027-06-01T00:00:00Z", "2027-02-28T12:00:00Z")] // a month with no such day ends on its last
    [InlineData("2026-11-02T12:00:00Z", 7, "2027-06-01T00:00:00Z", "2026-11-09T12:00:00Z")]
    [InlineData("2026-11-02T12:00:00Z", 31, "2026-11-03T00:00:00Z", "2026-11-03T00:00:00Z")]
    [InlineData("2026-11-02T12:00:00.9Z", 7, "2027-06-01T00:00:00Z", "2026-11-09T12:00:00Z")]
    public void End_IsTheEarliestOfMonthLifetimeAndCampaign(string requested, int days, string campaignEnd, string end)
    {
        Campaign campaign = SampleCampaign.Create() with { EndsAt = Time(campaignEnd), Policy = new CampaignPolicy { ListLifetimeDays = days } };

        Assert.Equal(Time(end), AccessPeriod.End(campaign, Time(requested)));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
