using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Outreach.LocalHost.Durable;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.LocalHost.Tests.Durable;

/// <summary>What is done to an orchestration while it has much to do.</summary>
public sealed class EngineUnderLoadTests
{
    private const int Wide = 10_000;

    /// <summary>Far more than ten thousand waiting calls need, far less than ten thousand of anything that holds on to its payload or thread.</summary>
    private const long MostMemory = 256L * 1024 * 1024;

    [Fact]
    [Trait("threat", "73")]
    public async Task FanOut_TenThousandWide_ComesBackWhole_WithinItsSlotsAndMemory()
    {
        int running = 0;
        int most = 0;
        var functions = new TestFunctions()
            .Activity<int>("Add", value =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                Interlocked.Decrement(ref running);
                return value + 1;
            })
            .Orchestrator("Fan", async context =>
                (await Task.WhenAll(Enumerable.Range(0, Wide).Select(i => context.CallActivityAsync<int>("Add", i)))).Sum(value => (long)value));
        await using TestHub hub = await TestHub.StartAsync(functions);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        await using (new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), state: null, dueTime: 0, period: 20))
        {
            OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Fan"));

            Assert.Equal((long)Wide * (Wide + 1) / 2, done.ReadOutputAs<long>());
        }

        Assert.InRange(most, 1, new DurableOptions().MaxConcurrentActivityFunctions);
        Assert.InRange(peak - before, long.MinValue, MostMemory);
    }

    [Fact]
    [Trait("threat", "73")]
    [Trait("threat", "69")]
    public async Task FanOut_HostRestartedInItsMiddle_ComesBackWhole()
    {
        const int width = 1_000;
        var functions = new TestFunctions()
            .Activity<int>("Add", async value =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                return value + 1;
            })
            .Orchestrator("Fan", async context =>
                (await Task.WhenAll(Enumerable.Range(0, width).Select(i => context.CallActivityAsync<int>("Add", i)))).Sum());
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Fan");
        await UntilAsync(() => functions.Runs.GetValueOrDefault("Add") > width / 4);

        await hub.RestartAsync();

        Assert.Equal(width * (width + 1) / 2, (await hub.CompleteAsync(id)).ReadOutputAs<int>());
    }

    /// <summary>An activity may end while its orchestration is being read: it is neither running nor in history then.</summary>
    [Fact]
    [Trait("threat", "33")]
    public async Task FanOut_OfAnOrchestratorThatLeavesMemory_RunsEachActivityOnce()
    {
        const int width = 200;
        TestFunctions functions = SlowFan(width);
        await using TestHub hub = await TestHub.StartAsync(functions);
        await hub.RestartAsync(sessions: 0);

        string[] ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => hub.Client.ScheduleNewOrchestrationInstanceAsync("Fan")));
        foreach (string id in ids)
        {
            Assert.Equal(width, (await hub.CompleteAsync(id)).ReadOutputAs<int>());
        }

        Assert.Equal(ids.Length * width, functions.Runs["Slow"]);
    }

    [Fact]
    [Trait("threat", "76")]
    public async Task SuspendAndResume_DuringAFanOut_LoseNothingAndRunNothingTwice()
    {
        const int width = 200;
        var open = new TaskCompletionSource();
        TestFunctions functions = SlowFan(width, lastWaitsFor: open.Task);
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Fan");
        await hub.Client.WaitForInstanceStartAsync(id);

        for (int i = 0; i < 3; i++)
        {
            await hub.Client.SuspendInstanceAsync(id);
            await UntilAsync(async () => (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
            await hub.Client.ResumeInstanceAsync(id);
            await UntilAsync(async () => (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus != OrchestrationRuntimeStatus.Suspended);
        }

        open.SetResult();
        Assert.Equal(width, (await hub.CompleteAsync(id)).ReadOutputAs<int>());
        Assert.Equal(width, functions.Runs["Slow"]);
    }

    [Fact]
    [Trait("threat", "76")]
    public async Task TerminateAndPurge_DuringAFanOut_EndItAndLeaveNothing()
    {
        var open = new TaskCompletionSource();
        TestFunctions functions = SlowFan(200, lastWaitsFor: open.Task);
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Fan");
        await UntilAsync(() => functions.Runs.ContainsKey("Slow"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.PurgeInstanceAsync(id));
        await hub.Client.TerminateInstanceAsync(id, "enough");
        OrchestrationMetadata ended = await hub.CompleteAsync(id);
        await hub.Client.PurgeInstanceAsync(id);
        await UntilAsync(() => functions.Runs["Slow"] == 200);
        open.SetResult();

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
        Assert.DoesNotContain(id, await hub.DumpAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("threat", "76")]
    public async Task ContinueAsNew_WhileEventsPourIn_TakesEachOnceAndInOrder(bool restart)
    {
        const int events = 60;
        var functions = new TestFunctions().Orchestrator("Counting", async context =>
        {
            string seen = context.GetInput<string>()!;
            seen += $"{await context.WaitForExternalEvent<int>("number")},";
            if (seen.Count(character => character == ',') < events)
            {
                context.ContinueAsNew(seen);
            }

            return seen;
        });
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Counting", "");
        foreach (int number in Enumerable.Range(0, events))
        {
            await hub.Client.RaiseEventAsync(id, "number", number);
            if (restart && number == events / 2)
            {
                await hub.RestartAsync();
            }
        }

        Assert.Equal(string.Concat(Enumerable.Range(0, events).Select(number => $"{number},")), (await hub.CompleteAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    [Trait("threat", "75")]
    public async Task Storage_RefusingInstancesForGood_DoesNotStopTheOthers()
    {
        await using TestHub hub = await TestHub.StartAsync(EngineTests.Adding());
        foreach (int _ in Enumerable.Range(0, new DurableOptions().MaxConcurrentOrchestratorFunctions))
        {
            string poisoned = await hub.Client.ScheduleNewOrchestrationInstanceAsync(
                "Three", 1, new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddHours(1)));
            await hub.SpoilAsync(poisoned);
        }

        await hub.RestartAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);

        string[] others = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1)));

        foreach (string id in others)
        {
            Assert.Equal(4, (await hub.CompleteAsync(id)).ReadOutputAs<int>());
        }
    }

    /// <param name="lastWaitsFor">What the last activity waits for, so that the fan-out is not over before a test has done with it.</param>
    private static TestFunctions SlowFan(int width, Task? lastWaitsFor = null) => new TestFunctions()
        .Activity<int>("Slow", async value =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            if (value == width - 1)
            {
                await (lastWaitsFor ?? Task.CompletedTask);
            }

            return value;
        })
        .Orchestrator("Fan", async context =>
            (await Task.WhenAll(Enumerable.Range(0, width).Select(i => context.CallActivityAsync<int>("Slow", i)))).Length);

    private static void InterlockedMax(ref int most, int value)
    {
        int seen = Volatile.Read(ref most);
        while (value > seen && Interlocked.CompareExchange(ref most, value, seen) is int other && other != seen)
        {
            seen = other;
        }
    }

    private static Task UntilAsync(Func<bool> reached) => UntilAsync(() => Task.FromResult(reached()));

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await reached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }
}
