using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach.Messages;

public sealed class SmsLengthTests
{
    [Theory]
    [InlineData("a", 0, 1, "GSM-7", 0)]
    [InlineData("a", 160, 1, "GSM-7", 160)]
    [InlineData("a", 161, 2, "GSM-7", 161)]
    [InlineData("a", 306, 2, "GSM-7", 306)]
    [InlineData("a", 307, 3, "GSM-7", 307)]
    [InlineData("é", 612, 4, "GSM-7", 612)]
    [InlineData("é", 613, 5, "GSM-7", 613)]
    [InlineData("€", 80, 1, "GSM-7", 160)]
    [InlineData("€", 81, 2, "GSM-7", 162)]
    [InlineData("ê", 70, 1, "UCS-2", 70)]
    [InlineData("ê", 71, 2, "UCS-2", 71)]
    [InlineData("ê", 134, 2, "UCS-2", 134)]
    [InlineData("ê", 135, 3, "UCS-2", 135)]
    public void Of_Repeated_HasUnitsAndSegments(string character, int times, int segments, string encoding, int units) =>
        Assert.Equal(new SmsLength(encoding, units, segments), SmsLength.Of(string.Concat(Enumerable.Repeat(character, times))));

    /// <summary>153 is odd, 67 as well: a pair that would be cut moves to the next segment.</summary>
    [Theory]
    [InlineData("€", 153, 3)]
    [InlineData("😀", 67, 3)]
    public void Of_PairsAtTheEndOfASegment_AreNotCut(string pair, int times, int segments) =>
        Assert.Equal(segments, SmsLength.Of(string.Concat(Enumerable.Repeat(pair, times))).Segments);

    /// <summary>The limit is set by what a link takes; see <see cref="MessageLimits.SmsSegments"/>.</summary>
    [Theory]
    [InlineData("aut", 180, 215)]
    [InlineData("autumn-2026", 180, 230)]
    [InlineData("autumn-2026-campaign-of-forty-characters", 200, 265)]
    public void Link_OfAnyCampaign_IsGsmAndLeavesRoom(string campaign, int shortest, int longest)
    {
        string link = new MessagesWorld().Samples.Link(Outreach.Core.Campaigns.CampaignId.Parse(campaign)).AbsoluteUri;

        Assert.InRange(link.Length, shortest, longest);
        Assert.Equal("GSM-7", SmsLength.Of(link).Encoding);
        Assert.Equal(link.Length, SmsLength.Of(link).Units);
    }
}
