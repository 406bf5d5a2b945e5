using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Lists;
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
    [InlineData("2027-01-29T12:00:00Z", 31, "2027-09-01T00:00:00Z", "2027-02-28T12:00:00Z")]
    [InlineData("2028-01-29T12:00:00Z", 31, "2028-09-01T00:00:00Z", "2028-02-29T12:00:00Z")] // a leap day is a last day
    [InlineData("2028-02-29T12:00:00Z", 31, "2028-09-01T00:00:00Z", "2028-03-29T11:00:00Z")] // and a first one; summer time begins in between
    [InlineData("2026-09-25T00:30:00Z", 31, "2027-03-01T00:00:00Z", "2026-10-25T00:30:00Z")] // half past two comes twice on that day: the first counts
    [InlineData("2026-09-25T01:30:00Z", 31, "2027-03-01T00:00:00Z", "2026-10-25T01:30:00Z")] // half past three comes once, an hour later than in UTC: nobody gets it
    [InlineData("2027-09-30T00:30:00Z", 31, "2028-03-01T00:00:00Z", "2027-10-30T00:30:00Z")]
    [InlineData("2026-11-02T12:00:00Z", 7, "2027-06-01T00:00:00Z", "2026-11-09T12:00:00Z")]
    [InlineData("2026-11-02T12:00:00Z", 31, "2026-11-03T00:00:00Z", "2026-11-03T00:00:00Z")]
    [InlineData("2026-11-02T12:00:00.9Z", 7, "2027-06-01T00:00:00Z", "2026-11-09T12:00:00Z")]
    public void End_IsTheEarliestOfMonthLifetimeAndCampaign(string requested, int days, string campaignEnd, string end)
    {
        Campaign campaign = SampleCampaign.Create() with { EndsAt = Time(campaignEnd), Policy = new CampaignPolicy { ListLifetimeDays = days } };

        Assert.Equal(Time(end), AccessPeriod.End(campaign, Time(requested)));
    }

    /// <summary>The end itself is too late, on every read, in every state that could be opened, though no timer ever ran.</summary>
    [Theory]
    [InlineData("2027-01-31T12:00:00Z", "2027-02-28T12:00:00Z")]
    [InlineData("2028-01-31T12:00:00Z", "2028-02-29T12:00:00Z")]
    [InlineData("2027-02-28T01:30:00Z", "2027-03-28T01:30:00Z")]
    [InlineData("2027-03-10T12:00:00Z", "2027-04-10T11:00:00Z")]
    [InlineData("2026-09-25T00:30:00Z", "2026-10-25T00:30:00Z")]
    [Trait("threat", "36")]
    public void Of_OneTickEitherSideOfTheEnd_IsExpiredFromTheEndOnAndNotDeleted(string requested, string end)
    {
        Campaign campaign = SampleCampaign.Create() with { EndsAt = Time("2030-01-01T00:00:00Z") };
        ListRequest request = Sample.Request() with { NotAfter = AccessPeriod.End(campaign, Time(requested)) };
        ListRecord ready = Sample.Record(request) with { State = ListState.Ready };

        foreach (ListRecord? record in new[] { ready, ready with { State = ListState.Sealing }, null })
        {
            Assert.Null(ListEnd.Of(request, record, Time(end).AddTicks(-1)));
            Assert.Equal(new ListEnd(ListEndState.Expired, Time(end), DeletedAt: null), ListEnd.Of(request, record, Time(end)));
            Assert.Equal(new ListEnd(ListEndState.Expired, Time(end), DeletedAt: null), ListEnd.Of(request, record, Time(end).AddTicks(1)));
        }
    }

    [Theory]
    [InlineData(ListState.Destroying, ListEndState.Expired)]
    [InlineData(ListState.ShareDestroyed, ListEndState.Expired)]
    [InlineData(ListState.BlobDestroyed, ListEndState.Expired)]
    [InlineData(ListState.Destroyed, ListEndState.Deleted)]
    public void Of_EndedBeforeItsTime_TellsBothDates(ListState state, ListEndState expected)
    {
        DateTimeOffset ended = Sample.Noon.AddDays(3);
        DateTimeOffset? destroyed = state == ListState.Destroyed ? ended.AddSeconds(2) : null;
        ListRecord record = Sample.Record() with { State = state, EndedAt = ended, DestroyedAt = destroyed };

        Assert.Equal(new ListEnd(expected, ended, destroyed), ListEnd.Of(record, ended));
        Assert.Equal(new ListEnd(expected, record.NotAfter, destroyed), ListEnd.Of(record with { EndedAt = record.NotAfter.AddDays(2) }, record.NotAfter.AddDays(3)));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
