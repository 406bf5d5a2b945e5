using Microsoft.Azure.Functions.Worker;
using Outreach.LocalHost.Timers;
using Xunit;

namespace Outreach.LocalHost.Tests.Timers;

public sealed class RetryDelayTests
{
    [Fact]
    public void Of_NoAttribute_IsNone() => Assert.Null(RetryDelay.Of(retry: null, 1));

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, false)]
    [InlineData(0, 1, false)]
    [InlineData(-1, 1_000_000, true)]
    public void Of_AFixedDelay_IsThatDelayAsOftenAsItSays(int most, int attempt, bool again) =>
        Assert.Equal(again ? TimeSpan.FromSeconds(7) : null, RetryDelay.Of(new FixedDelayRetryAttribute(most, "00:00:07"), attempt));

    /// <summary>RandomizedExponentialBackoffStrategy of the WebJobs SDK: the least, and as much again doubled each time give or take a fifth.</summary>
    [Theory]
    [InlineData(1, 18, 22)]
    [InlineData(2, 26, 34)]
    [InlineData(3, 42, 58)]
    [InlineData(4, 60, 60)]
    [InlineData(40, 60, 60)]
    public void Of_AGrowingDelay_DoublesUpToTheMost(int attempt, double least, double most)
    {
        for (int i = 0; i < 100; i++)
        {
            TimeSpan delay = RetryDelay.Of(new ExponentialBackoffRetryAttribute(-1, "00:00:10", "00:01:00"), attempt)!.Value;

            Assert.InRange(delay.TotalSeconds, least, most);
        }
    }
}
