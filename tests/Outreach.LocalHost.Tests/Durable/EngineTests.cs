using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.LocalHost.Tests.Durable;

public sealed class EngineTests
{
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(20), 2));

    [Fact]
    public async Task Run_ThreeActivitiesInSequence_CompletesWithTheirResult()
    {
        TestFunctions functions = Adding();
        await using TestHub hub = await TestHub.StartAsync(functions);

        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1);
        OrchestrationMetadata done = await hub.CompleteAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal(4, done.ReadOutputAs<int>());
        Assert.Equal(3, functions.Runs["Add"]);
    }

    [Fact]
    public async Task Run_EverySessionEvicted_ReplaysToTheSameResult()
    {
        var functions = new TestFunctions()
            .Activity<int>("Add", value => value + 1)
            .Orchestrator("Guids", async context =>
            {
                string first = context.NewGuid().ToString();
                int sum = await context.CallActivityAsync<int>("Add", 1);
                string second = context.NewGuid().ToString();
                await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                return new[] { first, second, context.NewGuid().ToString(), $"{sum}" };
            });
        await using TestHub hub = await TestHub.StartAsync(functions);
        await hub.RestartAsync(sessions: 0);

        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Guids");
        string[] guids = (await hub.CompleteAsync(id)).ReadOutputAs<string[]>()!;

        Assert.Equal(4, guids.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>Else nobody would ever let go of it: it is not among those that are to be pushed out.</summary>
    [Fact]
    [Trait("threat", "73")]
    public async Task Run_PushedOutOfMemoryDuringItsTurn_LeavesMemoryAfterIt()
    {
        int calls = 0;
        TestFunctions functions = EngineTests.Adding().Orchestrator("Counting", async context =>
        {
            Interlocked.Increment(ref calls);
            await context.CallActivityAsync<int>("Add", 1);
            return await context.WaitForExternalEvent<string>("go");
        });
        await using TestHub hub = await TestHub.StartAsync(functions);
        await hub.RestartAsync(sessions: 0, extendedSessions: true);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Counting");
        while (!(await hub.DumpAsync()).Contains("TaskCompleted", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        await hub.Client.RaiseEventAsync(id, "go", "");
        await hub.CompleteAsync(id);

        Assert.InRange(calls, 2, 3);
    }

    [Fact]
    public async Task Activity_FailingTwice_IsRetriedWithBackOffAndSucceeds()
    {
        int attempts = 0;
        var functions = new TestFunctions()
            .Activity<string>("Flaky", _ => Interlocked.Increment(ref attempts) < 3 ? throw new IOException("not now") : (object)"done")
            .Orchestrator("Retrying", async context => await context.CallActivityAsync<string>("Flaky", "x", Patient));
        await using TestHub hub = await TestHub.StartAsync(functions);

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retrying"));

        Assert.Equal("done", done.ReadOutputAs<string>());
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task Activity_FailingForGood_ArrivesAsTaskFailedExceptionWithItsCause()
    {
        var functions = new TestFunctions()
            .Activity<string>("Broken", _ => throw new InvalidDataException("outer", new IOException("inner")))
            .Orchestrator("Catching", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Broken", "x", Patient);
                    return "no failure";
                }
                catch (TaskFailedException failure)
                {
                    return $"{failure.TaskName} {failure.FailureDetails.IsCausedBy<InvalidDataException>()} {failure.FailureDetails.InnerFailure!.IsCausedBy<IOException>()}";
                }
            });
        await using TestHub hub = await TestHub.StartAsync(functions);

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Catching"));

        Assert.Equal("Broken True True", done.ReadOutputAs<string>());
        Assert.Equal(3, functions.Runs["Broken"]);
    }

    [Fact]
    public async Task Orchestrator_Throwing_FailsWithDetails()
    {
        var functions = new TestFunctions().Orchestrator("Throwing", _ => throw new InvalidDataException("why"));
        await using TestHub hub = await TestHub.StartAsync(functions);

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Throwing"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Equal(typeof(InvalidDataException).FullName, done.FailureDetails?.ErrorType);
    }

    [Fact]
    [Trait("threat", "75")]
    public async Task Orchestrator_ThrowingPastItsTask_Fails()
    {
        var functions = new TestFunctions().Orchestrator("Throwing", async context =>
        {
            ThrowLater();
            return await context.WaitForExternalEvent<string>("never");
        });
        await using TestHub hub = await TestHub.StartAsync(functions);

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Throwing"));

        Assert.Equal(typeof(InvalidDataException).FullName, done.FailureDetails?.ErrorType);

        static async void ThrowLater()
        {
            await Task.CompletedTask;
            throw new InvalidDataException("why");
        }
    }

    /// <summary>Deeper than JSON may be.</summary>
    [Fact]
    [Trait("threat", "75")]
    public async Task Orchestrator_ThrowingWithAHundredCauses_FailsWithTheFirstOfThem()
    {
        Exception deep = new IOException("the last");
        for (int i = 0; i < 100; i++)
        {
            deep = new InvalidDataException($"{i}", deep);
        }

        var functions = new TestFunctions()
            .Activity<string>("Broken", _ => throw deep)
            .Orchestrator("Child", async context => await context.CallActivityAsync<string>("Broken", "x"))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child"));
        await using TestHub hub = await TestHub.StartAsync(functions);

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent"));

        Assert.Equal("99", done.FailureDetails?.InnerFailure?.InnerFailure?.ErrorMessage);
    }

    [Fact]
    public async Task Orchestrator_WithoutSuchAFunction_FailsAndSaysSo()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestFunctions());

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Nobody"));

        Assert.Contains("'Nobody'", done.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "71")]
    public async Task Event_ToAnInstanceThatIsOverOrWasNever_IsRefused()
    {
        await using TestHub hub = await TestHub.StartAsync(Adding());
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1);
        await hub.CompleteAsync(id);

        InvalidOperationException over = await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RaiseEventAsync(id, "go", 1));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RaiseEventAsync("nobody", "go", 1));

        Assert.Contains("Completed", over.Message, StringComparison.Ordinal);
        Assert.Equal(4, (await hub.CompleteAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    [Trait("threat", "71")]
    public async Task Event_BeforeItIsWaitedFor_IsBufferedAndDeliveredInOrder()
    {
        var functions = new TestFunctions()
            .Activity<int>("Add", value => value + 1)
            .Orchestrator("Waiting", async context =>
            {
                await context.WaitForExternalEvent<string>("go");
                return await context.WaitForExternalEvent<int>("NUMBER") + (10 * await context.WaitForExternalEvent<int>("number"));
            });
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiting");

        await hub.Client.RaiseEventAsync(id, "number", 1);
        await hub.Client.RaiseEventAsync(id, "number", 2);
        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync(id, "go", "now");

        Assert.Equal(21, (await hub.CompleteAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task WaitForExternalEvent_TimedOut_ThrowsTaskCanceled()
    {
        var functions = new TestFunctions().Orchestrator("Impatient", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("never", TimeSpan.FromMilliseconds(30));
            }
            catch (TaskCanceledException)
            {
                return "timed out";
            }
        });
        await using TestHub hub = await TestHub.StartAsync(functions);

        Assert.Equal("timed out", (await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Impatient"))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WhenAny_OfTimerAndEvent_TakesTheEventAndCancelsTheTimer()
    {
        var functions = new TestFunctions().Orchestrator("Either", async context =>
        {
            using var over = new CancellationTokenSource();
            Task timer = context.CreateTimer(TimeSpan.FromDays(31), over.Token);
            Task<object?> told = context.WaitForExternalEvent<object?>("deleted", over.Token);
            Task first = await Task.WhenAny(timer, told);
            over.Cancel();
            return first == told && timer.IsCanceled;
        });
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Either");
        await hub.Client.WaitForInstanceStartAsync(id);

        await hub.Client.RaiseEventAsync(id, "deleted");

        Assert.True((await hub.CompleteAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task CustomStatus_IsReadWhileItRuns()
    {
        var functions = new TestFunctions().Orchestrator("Telling", async context =>
        {
            context.SetCustomStatus(new { Stage = "waiting" });
            await context.WaitForExternalEvent<string>("go");
            return null;
        });
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Telling");
        await hub.Client.WaitForInstanceStartAsync(id);

        OrchestrationMetadata running = (await hub.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;

        Assert.Equal(OrchestrationRuntimeStatus.Running, running.RuntimeStatus);
        Assert.Equal("""{"Stage":"waiting"}""", running.SerializedCustomStatus);
    }

    [Fact]
    [Trait("threat", "70")]
    public async Task Replay_OfChangedCode_FailsAndNamesBothSides()
    {
        bool changed = false;
        var functions = new TestFunctions()
            .Activity<int>("First", value => value)
            .Activity<int>("Other", value => value)
            .Orchestrator("Changing", async context =>
            {
                await context.CallActivityAsync<int>(changed ? "Other" : "First", 1);
                return await context.WaitForExternalEvent<string>("go");
            });
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Changing");
        while (functions.Runs.GetValueOrDefault("First") == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        changed = true;
        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync(id, "go", "");
        OrchestrationMetadata done = await hub.CompleteAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Contains("'First'", done.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'Other'", done.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }

    /// <summary>As in Azure, code runs again before every turn: what depends on more than its history shows at once, and not only after a restart.</summary>
    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Failed)]
    [InlineData(true, OrchestrationRuntimeStatus.Completed)]
    [Trait("threat", "70")]
    public async Task Replay_OfCodeThatIsNeverTheSame_FailsWithoutARestartUnlessSessionsAreExtended(bool extended, OrchestrationRuntimeStatus expected)
    {
        int calls = 0;
        var functions = new TestFunctions()
            .Activity<int>("Odd", value => value)
            .Activity<int>("Even", value => value)
            .Orchestrator("Fickle", async context =>
            {
                await context.CallActivityAsync<int>(Interlocked.Increment(ref calls) % 2 == 0 ? "Even" : "Odd", 1);
                return null;
            });
        await using TestHub hub = await TestHub.StartAsync(functions);
        await hub.RestartAsync(extendedSessions: extended);

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Fickle"));

        Assert.Equal(expected, done.RuntimeStatus);
        Assert.True(extended || done.FailureDetails!.ErrorMessage.Contains("'Even'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_OfAReplaySafeLogger_IsWrittenOnce()
    {
        using var log = new ListLogger();
        var functions = new TestFunctions()
            .Activity<int>("Add", value => value + 1)
            .Orchestrator("Logging", async context =>
            {
                ILogger logger = context.CreateReplaySafeLogger("orchestrator");
                for (int i = 0; i < 3; i++)
                {
                    logger.LogInformation("step {Step}", i);
                    await context.CallActivityAsync<int>("Add", i);
                }

                return null;
            });
        await using TestHub hub = await TestHub.StartAsync(functions, loggers: log);

        await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Logging"));

        Assert.Equal(["step 0", "step 1", "step 2"], log.Lines);
    }

    [Fact]
    public async Task FanOut_OfManyActivities_ComesBackWhole()
    {
        var functions = new TestFunctions()
            .Activity<int>("Add", value => value + 1)
            .Orchestrator("Fan", async context =>
                (await Task.WhenAll(Enumerable.Range(0, 500).Select(i => context.CallActivityAsync<int>("Add", i)))).Sum());
        await using TestHub hub = await TestHub.StartAsync(functions);

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Fan"));

        Assert.Equal(Enumerable.Range(1, 500).Sum(), done.ReadOutputAs<int>());
    }

    internal static TestFunctions Adding() => new TestFunctions()
        .Activity<int>("Add", value => value + 1)
        .Orchestrator("Three", async context =>
        {
            int value = context.GetInput<int>();
            for (int i = 0; i < 3; i++)
            {
                value = await context.CallActivityAsync<int>("Add", value, Patient);
            }

            return value;
        });
}
