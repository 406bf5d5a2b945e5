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
    [InlineData("2028-01-31T12:00:00Z", 31, "2028-06-01T00:00:00Z", "2028-02-29T12:00:00Z")]
    [InlineData("2027-03-30T22:30:00Z", 31, "2027-09-01T00:00:00Z", "2027-04-29T22:30:00Z")] // in Paris the 31st of March at half past midnight: April has no 31st
    [InlineData("2027-03-30T21:30:00Z", 31, "2027-09-01T00:00:00Z", "2027-04-30T21:30:00Z")] // in Paris still the 30th
    [InlineData("2027-03-10T12:00:00Z", 31, "2027-09-01T00:00:00Z", "2027-04-10T11:00:00Z")] // summer time begins in between: one o'clock comes an hour sooner
    [InlineData("2027-10-10T12:00:00Z", 31, "2028-03-01T00:00:00Z", "2027-11-10T12:00:00Z")] // it ends in between: nobody gets an hour more
    [InlineData("2027-02-28T01:30:00Z", 31, "2027-09-01T00:00:00Z", "2027-03-28T01:30:00Z")] // half past two does not exist on that day
    [InlineData("2027-09-30T00:30:00Z", 31, "2028-03-01T00:00:00Z", "2027-10-30T00:30:00Z")]
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
