using Outreach.Core.Deletion.Notices;
using Outreach.Functions.Deletion;
using Xunit;

namespace Outreach.Functions.Tests.Deletion;

public sealed class NoticeOptionsTests
{
    [Fact]
    public void Read_NothingSaid_IsTheDefault()
    {
        var schedule = new NoticeOptions().Read();
        var defaults = new NoticeSchedule();

        Assert.Equal(defaults with { DaysAfter = [] }, schedule! with { DaysAfter = [] });
        Assert.Equal([1, 7, 14], schedule.DaysAfter);
        Assert.True(schedule.IsValid);
    }

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("2", new[] { 2 })]
    [InlineData(" 2, 9 ,", new[] { 2, 9 })]
    public void Read_Days_AreWholeNumbersBetweenCommas(string text, int[] days) => Assert.Equal(days, new NoticeOptions { DaysAfter = text }.Read()?.DaysAfter);

    [Theory]
    [InlineData("one")]
    [InlineData("1;2")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public void Read_AnythingElse_IsNotRead(string text) => Assert.Null(new NoticeOptions { DaysAfter = text }.Read());
}
