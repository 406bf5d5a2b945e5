using Outreach.Core.ComplementaryOutreach;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class OutreachChannelsTests
{
    [Fact]
    public void FindFault_AChannelThatIsMissing_IsNamed()
    {
        using var world = new BatchesWorld();
        var channels = new OutreachChannels([world.Channel()]);

        Assert.Equal([OutreachChannel.Sms], channels.Available);
        Assert.Null(channels.FindFault([OutreachChannel.Sms]));
        Assert.Equal(OutreachChannel.Sms, channels[OutreachChannel.Sms].Kind);
        Assert.Throws<InvalidOperationException>(() => channels[OutreachChannel.Email]);
        Failure fault = channels.FindFault([OutreachChannel.Sms, OutreachChannel.Letter])!;
        Assert.Equal("outreach.channel-not-available", fault.Code);
        Assert.Contains("`Letter`", fault.English, StringComparison.Ordinal);
        Assert.Contains("`Letter`", fault.French, StringComparison.Ordinal);
    }
}
