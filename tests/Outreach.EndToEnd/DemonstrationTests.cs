using Outreach.LocalHost.Demonstration;
using Xunit;

namespace Outreach.EndToEnd;

public sealed class DemonstrationTests
{
    [Fact]
    [Trait("threat", "14")]
    [Trait("threat", "16")]
    [Trait("threat", "58")]
    [Trait("threat", "59")]
    public async Task Demonstration_OnARunningHost_HoldsAtEveryStep()
    {
        await using HostProcess host = await HostProcess.StartAsync();

        (StepReport report, string text) = await Stories.PlayAsync(host, Wire());

        Assert.True(report.Failed == 0 && report.Held > 40, text + host.Output);
    }

    /// <summary>The insurer's half, with its register at full size. Kills in a wave are <see cref="KilledAtEachStepTests"/>' and the product's own.</summary>
    [Fact]
    [Trait("threat", "28")]
    [Trait("threat", "54")]
    [Trait("threat", "55")]
    [Trait("threat", "57")]
    [Trait("threat", "58")]
    public async Task InsurersHalf_OnARunningHost_HoldsAtEveryStep()
    {
        await using HostProcess host = await HostProcess.StartAsync();

        (StepReport report, string text) = await Stories.PlayOutreachAsync(host, Wire());

        Assert.True(report.Failed == 0 && report.Held > 30, text + host.Output);
    }

    /// <summary>Each run of the theory kills at other moments of the story: during every n-th call, after so many milliseconds.</summary>
    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 5)]
    [InlineData(5, 40)]
    [Trait("threat", "31")]
    [Trait("threat", "32")]
    public async Task Demonstration_HostKilledAgainAndAgain_LosesNothing(int every, int milliseconds)
    {
        await using HostProcess host = await HostProcess.StartAsync();
        var chaos = new ChaosHandler(host, call => call % every == 0 && call <= 40 ? TimeSpan.FromMilliseconds(milliseconds) : null, Wire());

        (StepReport report, string text) = await Stories.PlayAsync(host, chaos);

        Assert.True(report.Failed == 0 && report.Held > 40, text + host.Output);
        Assert.InRange(chaos.Kills, 5, 40);
    }

    private static SocketsHttpHandler Wire() => new() { AllowAutoRedirect = false };
}
