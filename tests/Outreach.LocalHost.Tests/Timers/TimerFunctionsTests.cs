using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;
using Outreach.LocalHost.Timers;
using Xunit;

namespace Outreach.LocalHost.Tests.Timers;

/// <summary>Timers as the Functions host runs them: TimerListener and ScheduleMonitor of its timer extension.</summary>
public sealed class TimerFunctionsTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private readonly TimerBench _bench = new(new FakeTimeProvider(new DateTimeOffset(Noon)));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Run_IsToldWhenItRanBeforeAndThatItIsDueNow_AndStorageWhenItIsDueNext()
    {
        _bench.Start(typeof(EveryFiveMinutes));

        await _bench.AdvanceAsync(minutes: 5);
        TimerInfo first = await _bench.Probe.NextAsync();
        await _bench.AdvanceAsync(minutes: 5);
        TimerInfo second = await _bench.Probe.NextAsync();

        Assert.Equal((default, Noon.AddMinutes(5), false), (first.ScheduleStatus!.Last, first.ScheduleStatus.Next, first.IsPastDue));
        Assert.Equal((Noon.AddMinutes(5), Noon.AddMinutes(10)), (second.ScheduleStatus!.Last, second.ScheduleStatus.Next));
        ScheduleStatus kept = await _bench.Statuses.WaitAsync(nameof(EveryFiveMinutes), status => status.Next == Noon.AddMinutes(15));
        Assert.Equal((Noon.AddMinutes(10), Noon.AddMinutes(10)), (kept.Last, kept.LastUpdated));
    }

    /// <summary>Else a timer that never ran yet could not be missed.</summary>
    [Fact]
    public async Task Start_TheFirstTime_KeepsWhenItIsDue()
    {
        _bench.Start(typeof(EveryFiveMinutes));

        ScheduleStatus kept = await _bench.Statuses.WaitAsync(nameof(EveryFiveMinutes), static _ => true);

        Assert.Equal((default, Noon.AddMinutes(5), Noon), (kept.Last, kept.Next, kept.LastUpdated));
    }

    [Theory]
    [InlineData(-3, true)]
    [InlineData(0, false)]
    public async Task Start_WhenARunWasMissed_RunsAtOnceAndSaysItIsPastDue(int dueMinutesFromNow, bool missed)
    {
        DateTime due = Noon.AddMinutes(dueMinutesFromNow);
        await _bench.Statuses.PutAsync(nameof(EveryMinute), Status(last: due.AddMinutes(-1), next: due), CancellationToken.None);

        _bench.Start(typeof(EveryMinute));
        TimerInfo run = await _bench.Probe.NextAsync();

        Assert.Equal((missed, due), (run.IsPastDue, run.ScheduleStatus!.Next));
    }

    [Fact]
    public async Task Start_OfOneThatNeverRan_KnowsItMissedItsFirstRun()
    {
        await _bench.Statuses.PutAsync(
            nameof(EveryFiveMinutes), new ScheduleStatus { Next = Noon.AddMinutes(-5), LastUpdated = Noon.AddMinutes(-8) }, CancellationToken.None);

        _bench.Start(typeof(EveryFiveMinutes));

        Assert.True((await _bench.Probe.NextAsync()).IsPastDue);
    }

    /// <summary>A time that only the new expression names was not missed; nor is one that only the old one named.</summary>
    [Theory]
    [InlineData(-60, -30)]
    [InlineData(-60, 90)]
    public async Task Start_WithAnotherExpressionThanBefore_MissedNothing(int lastMinutes, int nextMinutes)
    {
        await _bench.Statuses.PutAsync(
            nameof(EveryFiveMinutes), Status(last: Noon.AddMinutes(lastMinutes), next: Noon.AddMinutes(nextMinutes)), CancellationToken.None);

        _bench.Start(typeof(EveryFiveMinutes));
        ScheduleStatus kept = await _bench.Statuses.WaitAsync(nameof(EveryFiveMinutes), status => status.Next == Noon.AddMinutes(5));
        await _bench.AdvanceAsync(minutes: 5);

        Assert.Equal(default, kept.Last);
        Assert.False((await _bench.Probe.NextAsync()).IsPastDue);
    }

    [Fact]
    public async Task Start_WithRunOnStartup_RunsAtOnceAndIsNotPastDue()
    {
        _bench.Start(typeof(AtStart));

        Assert.False((await _bench.Probe.NextAsync()).IsPastDue);
        Assert.Equal(Noon, (await _bench.Statuses.WaitAsync(nameof(AtStart), status => status.Last != default)).Last);
    }

    [Fact]
    public async Task Run_StillGoingWhenItIsDueAgain_IsFollowedByOneThatIsNotPastDue()
    {
        _bench.Probe.Hold = new TaskCompletionSource();
        _bench.Start(typeof(EveryFiveMinutes));
        await _bench.AdvanceAsync(minutes: 5);
        await _bench.Probe.NextAsync();

        _bench.Timers.RunByHand(_bench.Function(nameof(EveryFiveMinutes)));
        await _bench.AdvanceAsync(minutes: 12);
        Assert.Equal(1, _bench.Probe.AtOnce);
        _bench.Probe.Hold.SetResult();
        TimerInfo[] followed = [await _bench.Probe.NextAsync(), await _bench.Probe.NextAsync()];

        Assert.DoesNotContain(followed, run => run.IsPastDue);
        Assert.Equal(1, _bench.Probe.MostAtOnce);
        await _bench.Statuses.WaitAsync(nameof(EveryFiveMinutes), status => status.Next == Noon.AddMinutes(20));
    }

    [Theory]
    [InlineData(typeof(AtEveryTenSeconds))]
    [InlineData(typeof(Unmonitored))]
    public async Task Run_OfOneThatComesOftenOrWantsNone_HasNoStatusAndLeavesNone(Type function)
    {
        _bench.Start(function);
        await _bench.AdvanceAsync(minutes: 1);

        Assert.Null((await _bench.Probe.NextAsync()).ScheduleStatus);
        Assert.Empty(_bench.Statuses.All);
    }

    [Fact]
    public async Task RunByHand_OfATimerThatIsTurnedOff_RunsAndItsScheduleTakesNoNotice()
    {
        await _bench.Statuses.PutAsync(nameof(TurnedOff), Status(last: Noon.AddMinutes(-5), next: Noon.AddMinutes(-4)), CancellationToken.None);
        _bench.Start(typeof(TurnedOff));
        await _bench.AdvanceAsync(minutes: 2);
        Assert.Equal(0, _bench.Probe.Runs);

        _bench.Timers.RunByHand(_bench.Function(nameof(TurnedOff)));
        TimerInfo run = await _bench.Probe.NextAsync();

        Assert.Equal((false, Noon.AddMinutes(-4)), (run.IsPastDue, run.ScheduleStatus!.Next));
        Assert.Equal(Noon.AddMinutes(-4), _bench.Statuses.All[nameof(TurnedOff)].Next);
    }

    [Fact]
    public async Task Run_ThatFails_IsFollowedByTheNextAtItsTime()
    {
        _bench.Probe.Failures = int.MaxValue;
        _bench.Start(typeof(EveryFiveMinutes));
        await _bench.AdvanceAsync(minutes: 5);
        await _bench.Probe.NextAsync();

        await _bench.AdvanceAsync(minutes: 5);

        Assert.Equal(Noon.AddMinutes(10), (await _bench.Probe.NextAsync()).ScheduleStatus!.Next);
    }

    [Fact]
    public async Task Run_ThatFailsAndMayBeTriedAgain_IsTriedAgainUntilItSucceeds_AndCountsOnce()
    {
        _bench.Probe.Failures = 2;
        _bench.Start(typeof(Stubborn));
        await _bench.AdvanceAsync(minutes: 5);
        await _bench.Probe.NextAsync();
        await _bench.AdvanceAsync(minutes: 1);
        await _bench.Probe.NextAsync();
        await _bench.AdvanceAsync(minutes: 1);
        await _bench.Probe.NextAsync();

        Assert.Equal([(0, 3), (1, 3), (2, 3)], _bench.Probe.Tries);
        ScheduleStatus kept = await _bench.Statuses.WaitAsync(nameof(Stubborn), status => status.Last != default);
        Assert.Equal((Noon.AddMinutes(5), Noon.AddMinutes(10)), (kept.Last, kept.Next));
    }

    [Fact]
    public async Task Run_WhileStorageDoesNotAnswer_HappensAllTheSame()
    {
        _bench.Statuses.RefusePuts = true;
        _bench.Start(typeof(EveryFiveMinutes));

        await _bench.AdvanceAsync(minutes: 5);
        await _bench.Probe.NextAsync();
        await _bench.AdvanceAsync(minutes: 5);

        Assert.Equal(Noon.AddMinutes(10), (await _bench.Probe.NextAsync()).ScheduleStatus!.Next);
    }

    [Fact]
    public async Task Start_WhileStorageDoesNotAnswer_WaitsUntilItDoes_AndThenKnowsWhatWasMissed()
    {
        await _bench.Statuses.PutAsync(nameof(EveryFiveMinutes), Status(last: Noon.AddMinutes(-10), next: Noon.AddMinutes(-5)), CancellationToken.None);
        _bench.Statuses.RefuseFinds = 2;

        _bench.Start(typeof(EveryFiveMinutes));
        await _bench.AdvanceAsync(minutes: 4);

        Assert.True((await _bench.Probe.NextAsync()).IsPastDue);
    }

    [Fact]
    public async Task Run_StoppedWithTheHost_HasRun()
    {
        _bench.Probe.Hold = new TaskCompletionSource();
        _bench.Start(typeof(EveryFiveMinutes));
        await _bench.AdvanceAsync(minutes: 5);
        await _bench.Probe.NextAsync();

        await _bench.DisposeAsync();

        Assert.Equal(Noon.AddMinutes(5), _bench.Statuses.All[nameof(EveryFiveMinutes)].Last);
    }

    [Fact]
    public async Task Views_OverARestartAndAFailedRun_TellLastNextAndWhyItFailed()
    {
        await _bench.Statuses.PutAsync(nameof(EveryFiveMinutes), Status(last: Noon, next: Noon.AddMinutes(5)), CancellationToken.None);
        _bench.Probe.Failures = 1;
        TimerView before = _bench.Create(typeof(EveryFiveMinutes)).Views.Single();
        _bench.Start(typeof(EveryFiveMinutes));

        TimerView started = await ViewAsync(view => view.Next is not null);
        await _bench.AdvanceAsync(minutes: 5);
        await _bench.Probe.NextAsync();
        TimerView failed = await ViewAsync(view => view is { IsRunning: false, LastError: not null } && view.Next > started.Next);

        Assert.Equal(new TimerView(nameof(EveryFiveMinutes), "0 */5 * * * *"), before);
        Assert.Equal((Noon, Noon.AddMinutes(5)), (started.Last!.Value, started.Next!.Value));
        Assert.Equal((Noon.AddMinutes(5), Noon.AddMinutes(10)), (failed.Last!.Value, failed.Next!.Value));
        Assert.Equal(typeof(InvalidOperationException).FullName, failed.LastError);
    }

    [Fact]
    public async Task Parameter_OfAnotherType_GetsTheSameAsJson()
    {
        _bench.Start(typeof(OwnType), typeof(AsText));

        await _bench.AdvanceAsync(minutes: 5);
        TimerInfo[] runs = [await _bench.Probe.NextAsync(), await _bench.Probe.NextAsync()];

        Assert.All(runs, run => Assert.Equal((Noon.AddMinutes(5), false), (run.ScheduleStatus!.Next, run.IsPastDue)));
    }

    [Fact]
    public void Start_SchedulesThatCannotBeRead_AreAllNamed()
    {
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() =>
            _bench.Start(typeof(Unset), typeof(Misspelled), typeof(EveryFiveMinutes), typeof(PartlySet)));

        Assert.Contains("Nobody__Set", refused.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Misspelled), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(EveryFiveMinutes), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(PartlySet), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Paris", false)]
    [InlineData("Romance Standard Time", false)]
    [InlineData("Nowhere", true)]
    public void Faults_OfATimeZone_AreOfOneThatNobodyKnows(string zone, bool wrong)
    {
        _bench.Settings["WEBSITE_TIME_ZONE"] = zone;

        Assert.Equal(wrong ? ["WEBSITE_TIME_ZONE"] : [], _bench.Create(typeof(EveryFiveMinutes)).Faults.Select(fault => fault.Split(':')[0]));
    }

    [Fact]
    public async Task Timer_InATimeZone_RunsByItsClock()
    {
        _bench.Settings["WEBSITE_TIME_ZONE"] = "Europe/Paris";
        _bench.Start(typeof(AtTenPastOne));

        await _bench.AdvanceAsync(minutes: 10);

        Assert.Equal(Noon.AddMinutes(10), (await _bench.Probe.NextAsync()).ScheduleStatus!.Next);
    }

    private static ScheduleStatus Status(DateTime last, DateTime next) => new() { Last = last, Next = next, LastUpdated = last };

    private async Task<TimerView> ViewAsync(Func<TimerView, bool> reached)
    {
        for (int wait = 0; wait < 600 && !reached(_bench.Timers.Views.Single()); wait++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return _bench.Timers.Views.Single();
    }
}
