using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Outreach.Testing.Durable;
using Xunit;
using AlreadyExists = DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException;

namespace Outreach.LocalHost.Tests.Durable;

/// <summary>Starting, ending, pausing, and instances that have to do with each other.</summary>
public sealed class EngineLifeTests
{
    [Fact]
    public async Task Start_WithTheIdOfARunningInstance_IsRefused_OfAFinishedOne_StartsAfresh()
    {
        var functions = new TestFunctions().Orchestrator("Gate", async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            return context.GetInput<int>();
        });
        await using TestHub hub = await TestHub.StartAsync(functions);
        var options = new StartOrchestrationOptions("the-one");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Gate", 1, options);

        await Assert.ThrowsAsync<AlreadyExists>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Gate", 2, options));
        await hub.Client.RaiseEventAsync("the-one", "go", "");
        Assert.Equal(1, (await hub.CompleteAsync("the-one")).ReadOutputAs<int>());
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Gate", 3, options);
        await hub.Client.RaiseEventAsync("the-one", "go", "");

        Assert.Equal(3, (await hub.CompleteAsync("the-one")).ReadOutputAs<int>());
        Assert.NotNull(await hub.Client.GetInstanceAsync("the-one"));
        Assert.Null(await hub.Client.GetInstanceAsync("The-One"));
    }

    [Fact]
    public async Task SubOrchestration_AndEventBetweenInstances_ReachTheirReceivers()
    {
        var functions = new TestFunctions()
            .Orchestrator("Child", async context => await context.WaitForExternalEvent<int>("number") * 2)
            .Orchestrator("Parent", async context =>
            {
                Task<int> child = context.CallSubOrchestratorAsync<int>("Child", null, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child"));
                context.SendEvent($"{context.InstanceId}-child", "number", 21);
                return await child;
            });
        await using TestHub hub = await TestHub.StartAsync(functions);

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent"));

        Assert.Equal(42, done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_KeepsUnprocessedEventsAndGoesOnWithItsNewInput()
    {
        var functions = new TestFunctions().Orchestrator("Counting", async context =>
        {
            int sum = context.GetInput<int>() + await context.WaitForExternalEvent<int>("add");
            if (sum < 6)
            {
                context.ContinueAsNew(sum);
            }

            return sum;
        });
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Counting", 0);

        foreach (int add in new[] { 1, 2, 3 })
        {
            await hub.Client.RaiseEventAsync(id, "add", add);
        }

        Assert.Equal(6, (await hub.CompleteAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Terminate_AndSuspendResume_DoWhatTheySay()
    {
        var functions = new TestFunctions().Orchestrator("Gate", async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            return "went";
        });
        await using TestHub hub = await TestHub.StartAsync(functions);
        string ended = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Gate");
        string paused = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Gate");
        await hub.Client.WaitForInstanceStartAsync(paused);

        await hub.Client.TerminateInstanceAsync(ended, "because");
        await hub.Client.SuspendInstanceAsync(paused);
        await hub.Client.RaiseEventAsync(paused, "go", "");
        await WaitForStatusAsync(hub, paused, OrchestrationRuntimeStatus.Suspended);
        await hub.Client.ResumeInstanceAsync(paused);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.CompleteAsync(ended)).RuntimeStatus);
        Assert.Equal("went", (await hub.CompleteAsync(paused)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspend_BeforeTheFirstTurn_StartsWhenResumed()
    {
        await using TestHub hub = await TestHub.StartAsync(EngineTests.Adding());
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Three", 1, new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddMilliseconds(300)));

        await hub.Client.SuspendInstanceAsync(id);
        await WaitForStatusAsync(hub, id, OrchestrationRuntimeStatus.Suspended);
        await hub.RestartAsync();
        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal(4, (await hub.CompleteAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Suspend_WhileAnActivityRuns_KeepsItsOutcomeOverARestart()
    {
        var finish = new TaskCompletionSource<object?>();
        var functions = new TestFunctions()
            .Activity<string>("Slow", _ => finish.Task)
            .Orchestrator("One", async context => await context.CallActivityAsync<string>("Slow", "x"));
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("One");
        await UntilAsync(() => functions.Runs.ContainsKey("Slow"));

        await hub.Client.SuspendInstanceAsync(id);
        await WaitForStatusAsync(hub, id, OrchestrationRuntimeStatus.Suspended);
        finish.SetResult("done");
        await UntilAsync(() => hub.DumpAsync().Result.Contains("TaskCompleted", StringComparison.Ordinal));
        await hub.RestartAsync();
        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal("done", (await hub.CompleteAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, functions.Runs["Slow"]);
    }

    [Fact]
    public async Task Event_ToAnInstanceScheduledForLater_WaitsForIt()
    {
        var functions = new TestFunctions().Orchestrator("Gate", async context => await context.WaitForExternalEvent<string>("go"));
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Gate", null, new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddSeconds(1)));

        await hub.Client.RaiseEventAsync(id, "go", "early");
        OrchestrationRuntimeStatus? before = (await hub.Client.GetInstanceAsync(id))?.RuntimeStatus;

        Assert.Equal(OrchestrationRuntimeStatus.Pending, before);
        Assert.Equal("early", (await hub.CompleteAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_Recursively_EndsSubOrchestrationsToo()
    {
        var functions = new TestFunctions()
            .Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("never"))
            .Orchestrator("Parent", async context =>
                await context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child")));
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await UntilAsync(() => hub.Client.GetInstanceAsync($"{id}-child").Result is { RuntimeStatus: OrchestrationRuntimeStatus.Running });

        await hub.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", Recursive: true));

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.CompleteAsync(id)).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.CompleteAsync($"{id}-child")).RuntimeStatus);
    }

    [Fact]
    public async Task SubOrchestration_WithTheIdOfAnotherRunningInstance_FailsTheCall()
    {
        var functions = new TestFunctions()
            .Orchestrator("Gate", async context => await context.WaitForExternalEvent<string>("never"))
            .Orchestrator("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Gate", null, new SubOrchestrationOptions(instanceId: "taken"));
                }
                catch (TaskFailedException failure)
                {
                    return $"{failure.FailureDetails.IsCausedBy<AlreadyExists>()}";
                }
            });
        await using TestHub hub = await TestHub.StartAsync(functions);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Gate", null, new StartOrchestrationOptions("taken"));

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent"));

        Assert.Equal("True", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestration_Failing_ArrivesWithItsChainOfCauses()
    {
        var functions = new TestFunctions()
            .Activity<string>("Broken", _ => throw new InvalidDataException("deep"))
            .Orchestrator("Child", async context => await context.CallActivityAsync<string>("Broken", "x"))
            .Orchestrator("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child");
                }
                catch (TaskFailedException failure)
                {
                    return $"{failure.TaskName} {failure.FailureDetails.IsCausedBy<TaskFailedException>()} {failure.FailureDetails.InnerFailure!.IsCausedBy<InvalidDataException>()}";
                }
            });
        await using TestHub hub = await TestHub.StartAsync(functions);

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent"));

        Assert.Equal("Child True True", done.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("threat", "75")]
    public async Task Payload_ThatCannotBeRead_FailsTheInstanceOnce()
    {
        var functions = new TestFunctions().Orchestrator("Reading", async context => await context.WaitForExternalEvent<int>("number"));
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Reading");

        await hub.Client.RaiseEventAsync(id, "number", "no number");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.CompleteAsync(id)).RuntimeStatus);
    }

    /// <summary>Types may check what they are given: whatever they throw must not be thrown for ever.</summary>
    [Fact]
    [Trait("threat", "75")]
    public async Task Payload_ThatItsTypeRefuses_IsTheCodesToCatch()
    {
        var functions = new TestFunctions().Orchestrator("Reading", async context =>
        {
            try
            {
                return (await context.WaitForExternalEvent<Percent>("percent")).Value;
            }
            catch (ArgumentOutOfRangeException refused)
            {
                return refused.ParamName;
            }
        });
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Reading");

        await hub.Client.RaiseEventAsync(id, "percent", new { Value = 101 });

        Assert.Equal("value", (await hub.CompleteAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("threat", "75")]
    public async Task Result_ThatIsNoJson_FailsTheInstanceOnce(bool throws)
    {
        var functions = new TestFunctions().Orchestrator("Odd", _ => Task.FromResult<object?>(throws ? new Throwing() : new Odd()));
        await using TestHub hub = await TestHub.StartAsync(functions);

        OrchestrationMetadata done = await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Odd"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
    }

    [Fact]
    public async Task ContinueAsNew_AfterTellingOthers_TellsThem()
    {
        var functions = new TestFunctions()
            .Orchestrator("Gate", async context => await context.WaitForExternalEvent<string>("go"))
            .Orchestrator("Telling", context =>
            {
                if (context.GetInput<int>() == 0)
                {
                    context.SendEvent("gate", "go", "told");
                    context.ContinueAsNew(1);
                }

                return Task.FromResult<object?>(null);
            });
        await using TestHub hub = await TestHub.StartAsync(functions);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Gate", null, new StartOrchestrationOptions("gate"));

        await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Telling", 0));

        Assert.Equal("told", (await hub.CompleteAsync("gate")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_AfreshWhileAnActivityOfTheFormerLifeRuns_TakesNoNoticeOfItsOutcome()
    {
        var former = new TaskCompletionSource<object?>();
        int runs = 0;
        var functions = new TestFunctions()
            .Activity<string>("Slow", _ => Interlocked.Increment(ref runs) == 1 ? former.Task : LatterAsync())
            .Orchestrator("One", async context => await context.CallActivityAsync<string>("Slow", "x"));
        await using TestHub hub = await TestHub.StartAsync(functions);
        var options = new StartOrchestrationOptions("the-one");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("One", null, options);
        await UntilAsync(() => functions.Runs.ContainsKey("Slow"));
        await hub.Client.TerminateInstanceAsync("the-one");
        await hub.CompleteAsync("the-one");

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("One", null, options);
        await UntilAsync(() => functions.Runs["Slow"] == 2);
        former.SetResult("former");

        Assert.Equal("latter", (await hub.CompleteAsync("the-one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_OfAFinishedInstance_RunsItAgainWithItsInput()
    {
        TestFunctions functions = EngineTests.Adding();
        await using TestHub hub = await TestHub.StartAsync(functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 5);
        await hub.CompleteAsync(id);

        string again = await hub.Client.RestartAsync(id, restartWithNewInstanceId: true);

        Assert.NotEqual(id, again);
        Assert.Equal(8, (await hub.CompleteAsync(again)).ReadOutputAs<int>());
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RestartAsync("nobody"));
    }

    [Theory]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("")]
    public async Task Start_WithAnIdThatDurableFunctionsRefuses_IsRefused(string id)
    {
        await using TestHub hub = await TestHub.StartAsync(EngineTests.Adding());

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1, new StartOrchestrationOptions(id)));
    }

    private static async Task<object?> LatterAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        return "latter";
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        while (!reached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private static async Task WaitForStatusAsync(TestHub hub, string id, OrchestrationRuntimeStatus status)
    {
        while ((await hub.Client.GetInstanceAsync(id))?.RuntimeStatus != status)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>No JSON: its only property is of a type that is not written.</summary>
    private sealed class Odd
    {
        public Type Value => typeof(Odd);
    }

    /// <summary>No JSON: its only property throws.</summary>
    private sealed class Throwing
    {
        public int Value => throw new FormatException("on purpose");
    }

    private sealed record Percent
    {
        public Percent(int value)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100);
            Value = value;
        }

        public int Value { get; }
    }
}
