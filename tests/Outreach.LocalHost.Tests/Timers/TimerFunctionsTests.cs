using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Timers;
using Xunit;

namespace Outreach.LocalHost.Tests.Timers;

public sealed class TimerFunctionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly StatusesInMemory _statuses = new();
    private readonly Probe _probe = new();

    [Fact]
    public async Task Timer_AtItsTimes_RunsAndKeepsItsSchedule()
    {
        await using TimerFunctions timers = Start(typeof(EveryFiveMinutes));

        await AdvanceAsync(TimeSpan.FromMinutes(5));
        TimerInfo first = await _probe.NextAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        TimerInfo second = await _probe.NextAsync();

        Assert.False(first.IsPastDue);
        Assert.Equal(Noon.UtcDateTime.AddMinutes(10), first.ScheduleStatus!.Next);
        Assert.Equal(Noon.UtcDateTime.AddMinutes(10), second.ScheduleStatus!.Last);
    }

    [Fact]
    public async Task Timer_MissedWhileTheHostWasDown_RunsAtOnceAndSaysItIsPastDue()
    {
        await _statuses.PutAsync(nameof(EveryFiveMinutes), new ScheduleStatus { Next = Noon.UtcDateTime.AddMinutes(-3) }, CancellationToken.None);

        await using TimerFunctions timers = Start(typeof(EveryFiveMinutes));

        Assert.True((await _probe.NextAsync()).IsPastDue);
    }

    [Fact]
    public async Task Timer_WithRunOnStartup_RunsAtOnceAndIsNotPastDue()
    {
        await using TimerFunctions timers = Start(typeof(AtStart));

        Assert.False((await _probe.NextAsync()).IsPastDue);
    }

    [Fact]
    public async Task Timer_StillRunningWhenItsNextTimeComes_DoesNotOverlap()
    {
        _probe.Hold = new TaskCompletionSource();
        await using TimerFunctions timers = Start(typeof(EveryFiveMinutes));
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        await _probe.NextAsync();

        Assert.True(timers.TryRun(nameof(EveryFiveMinutes)));
        await AdvanceAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(1, _probe.AtOnce);
        _probe.Hold.SetResult();
        await _probe.NextAsync();

        Assert.Equal(1, _probe.MostAtOnce);
    }

    [Fact]
    public async Task Timer_RunByHand_RunsNow_AndAnUnknownNameDoesNot()
    {
        await using TimerFunctions timers = Start(typeof(EveryFiveMinutes));

        Assert.True(timers.TryRun("everyFIVEminutes"));
        await _probe.NextAsync();

        Assert.False(timers.TryRun("nobody"));
    }

    [Fact]
    public async Task Timer_Failing_RunsAgainAtItsNextTime()
    {
        _probe.Fails = true;
        await using TimerFunctions timers = Start(typeof(EveryFiveMinutes));
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        await _probe.NextAsync();

        await AdvanceAsync(TimeSpan.FromMinutes(5));
        await _probe.NextAsync();
    }

    [Fact]
    public async Task Views_OverARestartAndAFailedRun_TellLastNextAndWhyItFailed()
    {
        await _statuses.PutAsync(
            nameof(EveryFiveMinutes), new ScheduleStatus { Last = Noon.UtcDateTime.AddMinutes(-5), Next = Noon.UtcDateTime.AddMinutes(5) }, CancellationToken.None);
        _probe.Fails = true;
        await using TimerFunctions timers = Create(typeof(EveryFiveMinutes));

        TimerView before = timers.Views.Single();
        timers.Start();
        TimerView started = await ViewAsync(timers, view => view.Next is not null);
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        await _probe.NextAsync();
        TimerView failed = await ViewAsync(timers, view => view is { IsRunning: false, LastError: not null } && view.Next > started.Next);

        Assert.Equal(new TimerView(nameof(EveryFiveMinutes), "0 */5 * * * *"), before);
        Assert.Equal((Noon.UtcDateTime.AddMinutes(-5), Noon.UtcDateTime.AddMinutes(5)), (started.Last!.Value, started.Next!.Value));
        Assert.Equal((Noon.UtcDateTime.AddMinutes(5), Noon.UtcDateTime.AddMinutes(10)), (failed.Last!.Value, failed.Next!.Value));
        Assert.Equal(typeof(InvalidOperationException).FullName, failed.LastError);
    }

    [Fact]
    public void Start_SchedulesThatCannotBeRead_AreAllNamed()
    {
        TimerFunctions timers = Create(typeof(Unset), typeof(FiveFields), typeof(EveryFiveMinutes));

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(timers.Start);

        Assert.Contains("Nobody__Set", refused.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(FiveFields), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(EveryFiveMinutes), refused.Message, StringComparison.Ordinal);
    }

    private TimerFunctions Start(params Type[] functions)
    {
        TimerFunctions timers = Create(functions);
        timers.Start();
        return timers;
    }

    private TimerFunctions Create(params Type[] functions)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_probe);
        var pipeline = new WorkerPipeline(services);
        IConfiguration settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Every:Schedule", "0 */5 * * * *")]).Build();
        FunctionCatalog catalog = FunctionCatalog.Of(functions);
        var invoker = new FunctionInvoker(services.BuildServiceProvider(), pipeline, static () => throw new NotSupportedException());
        return new TimerFunctions(catalog, invoker, _statuses, settings, _time, NullLogger<TimerFunctions>.Instance);
    }

    /// <summary>Loops run by themselves: what they note is there a moment later.</summary>
    private static async Task<TimerView> ViewAsync(TimerFunctions timers, Func<TimerView, bool> reached)
    {
        for (int wait = 0; wait < 600 && !reached(timers.Views.Single()); wait++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return timers.Views.Single();
    }

    /// <summary>A loop that has not begun to sleep does not see time pass: give it the moment it needs.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < by; passed += TimeSpan.FromMinutes(1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>What timer functions did.</summary>
    private sealed class Probe
    {
        private readonly System.Threading.Channels.Channel<TimerInfo> _runs = System.Threading.Channels.Channel.CreateUnbounded<TimerInfo>();
        private int _atOnce;

        public TaskCompletionSource? Hold { get; set; }

        public bool Fails { get; set; }

        public int AtOnce => _atOnce;

        public int MostAtOnce { get; private set; }

        public async Task<TimerInfo> NextAsync() => await _runs.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

        public async Task RunAsync(TimerInfo timer)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            await _runs.Writer.WriteAsync(timer);
            await (Hold?.Task ?? Task.CompletedTask);
            Interlocked.Decrement(ref _atOnce);
            if (Fails)
            {
                throw new InvalidOperationException("on purpose");
            }
        }
    }

    private sealed class EveryFiveMinutes(Probe probe)
    {
        [Function(nameof(EveryFiveMinutes))]
        public Task RunAsync([TimerTrigger("%Every:Schedule%")] TimerInfo timer) => probe.RunAsync(timer);
    }

    private sealed class AtStart(Probe probe)
    {
        [Function(nameof(AtStart))]
        public Task RunAsync([TimerTrigger("0 0 3 1 1 *", RunOnStartup = true)] TimerInfo timer) => probe.RunAsync(timer);
    }

    private sealed class Unset(Probe probe)
    {
        [Function(nameof(Unset))]
        public Task RunAsync([TimerTrigger("%Nobody:Set%")] TimerInfo timer) => probe.RunAsync(timer);
    }

    private sealed class FiveFields(Probe probe)
    {
        [Function(nameof(FiveFields))]
        public Task RunAsync([TimerTrigger("*/5 * * * *")] TimerInfo timer) => probe.RunAsync(timer);
    }

    private sealed class StatusesInMemory : IScheduleStatusStore
    {
        private readonly ConcurrentDictionary<string, ScheduleStatus> _statuses = new(StringComparer.Ordinal);

        public Task<ScheduleStatus?> FindAsync(string function, CancellationToken cancellationToken) =>
            Task.FromResult(_statuses.GetValueOrDefault(function));

        public Task PutAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
        {
            _statuses[function] = status;
            return Task.CompletedTask;
        }
    }
}
