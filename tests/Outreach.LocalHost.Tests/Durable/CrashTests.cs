using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Outreach.Testing.Durable;
using Outreach.Testing.Faults;
using Xunit;

namespace Outreach.LocalHost.Tests.Durable;

public sealed class CrashTests
{
    [Fact]
    [Trait("threat", "31")]
    [Trait("threat", "69")]
    public async Task Run_KilledAfterEveryPersistedStep_GoesOnToTheSameOutcome()
    {
        int steps = await CountStepsAsync();
        Assert.InRange(steps, 5, 100);
        for (int step = 1; step <= steps; step++)
        {
            await using TestHub hub = await TestHub.StartAsync(Story());
            const string id = "the-one";
            hub.Faults.KillAfter(step);
            try
            {
                await PlayAsync(hub, id);
            }
            catch (Exception)
            {
                // Whatever the caller saw of the kill: what was accepted must go on, what was not is asked again.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            await hub.RestartAsync();
            await PlayAgainAsync(hub, id);

            OrchestrationMetadata done = await hub.CompleteAsync(id);
            Assert.True(done.ReadOutputAs<string>() == "3 told", $"killed after step {step}: {done.RuntimeStatus}");
        }
    }

    [Fact]
    [Trait("threat", "31")]
    [Trait("threat", "69")]
    public async Task Run_AnyAnswerOfStorageLost_GoesOnToTheSameOutcome()
    {
        int steps = await CountStepsAsync();
        for (int step = 1; step <= steps; step++)
        {
            await using TestHub hub = await TestHub.StartAsync(Story());
            const string id = "the-one";
            hub.Faults.Restart();
            hub.Faults.LoseAnswerOf(step);
            try
            {
                await PlayAsync(hub, id);
            }
            catch (Exception lost) when (lost is IOException or OperationCanceledException)
            {
                await PlayAgainAsync(hub, id);
            }

            // From here on the steps are this test's own questions.
            hub.Faults.Restart();
            OrchestrationMetadata done = await hub.CompleteAsync(id);
            Assert.True(done.ReadOutputAs<string>() == "3 told", $"answer of step {step} lost: {done.RuntimeStatus}");
        }
    }

    /// <summary>More than one transaction holds: rows go before the state row that makes them count.</summary>
    [Fact]
    [Trait("threat", "31")]
    public async Task Run_ATurnTooLargeForOneTransaction_KilledAtEveryStep_TellsEverybodyOnce()
    {
        var functions = new TestFunctions()
            .Orchestrator("Child", async context => await Task.FromResult<object?>(context.GetInput<int>()))
            .Orchestrator("Parent", async context =>
                (await Task.WhenAll(Enumerable.Range(1, 120).Select(i => context.CallSubOrchestratorAsync<int>("Child", i)))).Sum());
        for (int step = 3; step < 12; step++)
        {
            await using TestHub hub = await TestHub.StartAsync(functions);
            hub.Faults.KillAfter(step);
            try
            {
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions("parent"));
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            }
            catch (KilledException)
            {
                // Goes on after the restart.
            }

            await hub.RestartAsync();

            OrchestrationMetadata done = await hub.CompleteAsync("parent");
            Assert.True(done.ReadOutputAs<int>() == 120 * 121 / 2, $"killed after step {step}: {done.RuntimeStatus} {done.FailureDetails?.ErrorMessage}");
        }
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Run_ActivityFinishedButNotWritten_RunsItAgain()
    {
        var begun = new TaskCompletionSource();
        var never = new TaskCompletionSource<object?>();
        int runs = 0;
        var functions = new TestFunctions()
            .Activity<string>("Slow", async _ =>
            {
                if (Interlocked.Increment(ref runs) == 1)
                {
                    begun.SetResult();
                    return await never.Task;
                }

                return "done";
            })
            .Orchestrator("One", async context => await context.CallActivityAsync<string>("Slow", "x"));
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("One");
        await begun.Task;

        never.SetCanceled();
        await hub.RestartAsync();

        Assert.Equal("done", (await hub.CompleteAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    [Trait("threat", "72")]
    public async Task Retry_WithTheHostRestartedBetweenAttempts_GoesOn()
    {
        int attempts = 0;
        var failed = new TaskCompletionSource();
        var functions = new TestFunctions()
            .Activity<string>("Flaky", _ =>
            {
                if (Interlocked.Increment(ref attempts) == 1)
                {
                    failed.SetResult();
                    throw new IOException("not now");
                }

                return (object)"done";
            })
            .Orchestrator("Retrying", async context => await context.CallActivityAsync<string>(
                "Flaky", "x", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)))));
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retrying");
        await failed.Task;
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);

        await hub.RestartAsync();

        Assert.Equal("done", (await hub.CompleteAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, attempts);
    }

    [Fact]
    [Trait("threat", "35")]
    public async Task Purge_FinishedFailedAndLarge_LeavesNothing_RunningStays()
    {
        string large = new('x', 400_000);
        var functions = new TestFunctions()
            .Activity<string>("Echo", value => value)
            .Orchestrator("Large", async context => await context.CallActivityAsync<string>("Echo", large))
            .Orchestrator("Failing", _ => throw new InvalidDataException(large))
            .Orchestrator("Waiting", async context => await context.WaitForExternalEvent<string>("go"));
        await using TestHub hub = await TestHub.StartAsync(functions);
        string finished = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Large");
        string failed = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Failing");
        string running = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiting");
        Assert.Equal(large, (await hub.CompleteAsync(finished)).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.CompleteAsync(failed)).RuntimeStatus);
        await hub.Client.WaitForInstanceStartAsync(running);

        PurgeResult one = await hub.Client.PurgeInstanceAsync(finished);
        PurgeResult others = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());
        PurgeResult again = await hub.Client.PurgeInstanceAsync(finished);
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.PurgeInstanceAsync(running));

        Assert.Equal((1, 1, 0), (one.PurgedInstanceCount, others.PurgedInstanceCount, again.PurgedInstanceCount));
        string left = await hub.DumpAsync();
        Assert.DoesNotContain(finished, left, StringComparison.Ordinal);
        Assert.DoesNotContain(failed, left, StringComparison.Ordinal);
        Assert.DoesNotContain("xxxx", left, StringComparison.Ordinal);
        Assert.Contains(running, left, StringComparison.Ordinal);
    }

    private static TestFunctions Story() => new TestFunctions()
        .Activity<int>("Add", value => value + 1)
        .Orchestrator("Story", async context =>
        {
            int value = await context.CallActivityAsync<int>("Add", 0);
            await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
            value = await context.CallActivityAsync<int>("Add", value);
            string word = await context.WaitForExternalEvent<string>("word");
            value = await context.CallActivityAsync<int>("Add", value);
            return $"{value} {word}";
        });

    private static async Task<int> CountStepsAsync()
    {
        await using TestHub hub = await TestHub.StartAsync(Story());
        hub.Faults.Restart();
        await PlayAsync(hub, "the-one");
        await hub.CompleteAsync("the-one");
        return hub.Faults.Steps;
    }

    private static async Task PlayAsync(TestHub hub, string id)
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Story", null, new StartOrchestrationOptions(id));
        await hub.Client.RaiseEventAsync(id, "word", "told");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(600));
        await hub.Client.WaitForInstanceCompletionAsync(id, patience.Token);
    }

    private static async Task PlayAgainAsync(TestHub hub, string id)
    {
        try
        {
            await AskAgainAsync(hub, id);
        }
        catch (IOException)
        {
            // The first time it was patience that ran out: the one answer that is lost was among these.
            await AskAgainAsync(hub, id);
        }
    }

    /// <summary>A caller who got no answer asks again; both calls may have been accepted before.</summary>
    private static async Task AskAgainAsync(TestHub hub, string id)
    {
        if (await hub.Client.GetInstanceAsync(id) is null)
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Story", null, new StartOrchestrationOptions(id));
        }

        if (await hub.Client.GetInstanceAsync(id) is { IsCompleted: false })
        {
            try
            {
                await hub.Client.RaiseEventAsync(id, "word", "told");
            }
            catch (InvalidOperationException)
            {
                // It has completed since.
            }
        }
    }
}
