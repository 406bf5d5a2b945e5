using Azure;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Outreach.LocalHost.Durable;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.LocalHost.Tests.Durable;

/// <summary>A list lives for a month: its timer must not cost memory until it comes near, and must then be there in time.</summary>
public sealed class DistantTimersTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly Mock<IHubStore> _store = new(MockBehavior.Strict);
    private readonly List<(string InstanceId, DateTimeOffset At)> _waiting = [];
    private readonly List<string> _takenUp = [];

    public DistantTimersTests() => _store.Setup(store => store.ListWaitingAsync(It.IsAny<CancellationToken>())).Returns(_waiting.ToAsyncEnumerable);

    [Fact]
    public void TryLeave_WithinTheHour_IsTheCallersOwn()
    {
        using DistantTimers timers = Create();

        Assert.False(timers.TryLeave(_time.GetUtcNow()));
        Assert.False(timers.TryLeave(_time.GetUtcNow() + DistantTimers.Near));
        Assert.True(timers.TryLeave(_time.GetUtcNow() + DistantTimers.Near + Tick));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40_000)]
    [Trait("threat", "36")]
    public void Leave_InstantsComeNear_EachIsTakenUpBeforeItsTime(int minutesAStep)
    {
        DateTimeOffset begun = _time.GetUtcNow();
        _waiting.AddRange([("later", begun.AddDays(25)), ("soon", begun.AddHours(5)), ("next", begun.AddHours(5).AddMinutes(10))]);
        using DistantTimers timers = Create();
        _waiting.ForEach(one => Assert.True(timers.TryLeave(one.At)));

        List<(string InstanceId, DateTimeOffset At)> firstSeen = [];
        while (_time.GetUtcNow() < begun.AddDays(27))
        {
            _time.Advance(TimeSpan.FromMinutes(minutesAStep));
            firstSeen.AddRange(_takenUp.Distinct().Where(id => firstSeen.All(seen => seen.InstanceId != id)).Select(id => (id, _time.GetUtcNow())).ToArray());
        }

        Assert.Equal(["later", "next", "soon"], firstSeen.Select(seen => seen.InstanceId).Order());
        Assert.All(firstSeen, seen => Assert.True(
            minutesAStep > 1 || seen.At < _waiting.Single(one => one.InstanceId == seen.InstanceId).At, $"{seen.InstanceId} was taken up too late"));
    }

    [Fact]
    public void Look_StorageDoesNotAnswer_LooksAgain()
    {
        _waiting.Add(("one", _time.GetUtcNow().AddHours(2)));
        _store.SetupSequence(store => store.ListWaitingAsync(It.IsAny<CancellationToken>()))
            .Throws(new RequestFailedException(503, "busy"))
            .Returns(_waiting.ToAsyncEnumerable());
        using DistantTimers timers = Create();
        timers.TryLeave(_waiting[0].At);

        _time.Advance(TimeSpan.FromMinutes(90));
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(["one"], _takenUp);
    }

    /// <summary>On storage, with the engine: also where the host was started again meanwhile, and where the orchestrator is not in memory any more.</summary>
    [Theory]
    [InlineData(1_000, false)]
    [InlineData(0, false)]
    [InlineData(1_000, true)]
    [Trait("threat", "36")]
    public async Task Orchestration_SleepsForAMonth_WakesAtItsTime(int sessions, bool restart)
    {
        var functions = new TestFunctions().Orchestrator("Sleeping", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(30), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        await using TestHub hub = await TestHub.StartAsync(functions, _time);
        await hub.RestartAsync(sessions);
        DateTimeOffset begun = _time.GetUtcNow();
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleeping");
        await hub.Client.WaitForInstanceStartAsync(id);
        if (restart)
        {
            await hub.RestartAsync();
        }

        _time.Advance(TimeSpan.FromDays(29));
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus);
        _time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));

        Assert.True((await hub.CompleteAsync(id)).ReadOutputAs<DateTime>() >= begun.AddDays(30).UtcDateTime);
    }

    private DistantTimers Create() => new(_store.Object, _time, _takenUp.Add, CancellationToken.None);
}
