using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.LocalHost.Tests.Durable;

/// <summary>What may happen between the engine and its tables: answers that are lost, late or broken, and the SDK's own second attempts.</summary>
public sealed class StorageFaultTests
{
    [Fact]
    [Trait("threat", "75")]
    public async Task Start_OneAnswerOfStorageIsBroken_OthersStart()
    {
        using var tap = new TableTap();
        await using TestHub hub = await TestHub.StartAsync(EngineTests.Adding(), reach: tap.Options);
        Task broken = tap.Next(call => call.IsTransactionOf("'active'"), async call =>
        {
            HttpResponseMessage answer = await call.SendAsync();
            var half = new StringContent((await answer.Content.ReadAsStringAsync())[..100]);
            half.Headers.ContentType = answer.Content.Headers.ContentType;
            answer.Content = half;
            return answer;
        });

        Exception? told = await Record.ExceptionAsync(() => SoonAsync(hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1)));
        string id = await SoonAsync(hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1));

        Assert.True(broken.IsCompleted);
        Assert.False(told is null or TimeoutException);
        Assert.Equal(4, (await hub.CompleteAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    [Trait("threat", "69")]
    public async Task WaitForStart_AnswerToTheFirstTurnLost_Ends()
    {
        using var tap = new TableTap();
        var functions = new TestFunctions().Orchestrator("Waiting", async context => await context.WaitForExternalEvent<string>("never"));
        await using TestHub hub = await TestHub.StartAsync(functions, reach: tap.Options);
        Task lost = tap.LoseAnswer(call => call.IsUpdateOf("i"));
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiting");

        OrchestrationMetadata started = await SoonAsync(hub.Client.WaitForInstanceStartAsync(id));

        Assert.True(lost.IsCompleted);
        Assert.Equal(OrchestrationRuntimeStatus.Running, started.RuntimeStatus);
    }

    /// <summary>What is left of the former life ends late: it must not take the name of the new one with it, or nobody takes that up after a restart.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("threat", "69")]
    public async Task Start_AnswerLostWhileTheFormerLifeEnds_GoesOnAfterARestart(bool forGood)
    {
        using var tap = new TableTap();
        var functions = new TestFunctions().Orchestrator("Lives", async context =>
        {
            if (context.GetInput<int>() == 1)
            {
                context.SendEvent("nobody", "told", 1);
                return 1;
            }

            return await context.WaitForExternalEvent<int>("go");
        });
        await using TestHub hub = await TestHub.StartAsync(functions, reach: tap.Options);
        var options = new StartOrchestrationOptions("the-one");
        var goOn = new TaskCompletionSource();
        Task ending = tap.Next(call => call.IsLookFor("nobody"), async call =>
        {
            await goOn.Task;
            return await call.SendAsync();
        });
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Lives", 1, options);
        await ending;

        // The first attempt finds the former life.
        int starts = 0;
        Task lost = tap.Next(call => call.IsStart && ++starts == 2, async call =>
        {
            (await call.SendAsync()).Dispose();
            throw forGood ? new InvalidDataException("This is not tried again.") : new HttpRequestException("This is tried again.");
        });
        Exception? told = await Record.ExceptionAsync(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Lives", 2, options));
        goOn.SetResult();
        await SoonAsync(hub.Client.WaitForInstanceStartAsync("the-one"));
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        await hub.RestartAsync();
        List<string> active = await hub.Store.ListActiveAsync(CancellationToken.None).ToListAsync();
        await hub.Client.RaiseEventAsync("the-one", "go", 2);

        Assert.True(lost.IsCompleted);
        Assert.Equal(forGood, told is not null);
        Assert.Contains("the-one", active);
        Assert.Equal(2, (await hub.CompleteAsync("the-one")).ReadOutputAs<int>());
    }

    [Fact]
    [Trait("threat", "69")]
    public async Task Start_CalledOffOnItsWay_BeginsAllTheSame()
    {
        using var tap = new TableTap();
        using var caller = new CancellationTokenSource();
        await using TestHub hub = await TestHub.StartAsync(EngineTests.Adding(), reach: tap.Options);
        Task called = tap.CallOff(call => call.IsStart, caller);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1, new StartOrchestrationOptions("the-one"), caller.Token));
        while (await hub.Client.GetInstanceAsync("the-one") is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        Assert.True(called.IsCompleted);
        Assert.Equal(4, (await SoonAsync(hub.CompleteAsync("the-one"))).ReadOutputAs<int>());
    }

    [Fact]
    [Trait("threat", "71")]
    public async Task Event_CalledOffOnItsWay_IsTakenUpAllTheSame()
    {
        using var tap = new TableTap();
        using var caller = new CancellationTokenSource();
        var functions = new TestFunctions().Orchestrator("Waiting", async context => await context.WaitForExternalEvent<string>("go"));
        await using TestHub hub = await TestHub.StartAsync(functions, reach: tap.Options);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiting");
        await hub.Client.WaitForInstanceStartAsync(id);
        Task called = tap.CallOff(call => call.IsUpdateOf("m"), caller);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.Client.RaiseEventAsync(id, "go", "told", caller.Token));

        Assert.True(called.IsCompleted);
        Assert.Equal("told", (await SoonAsync(hub.CompleteAsync(id))).ReadOutputAs<string>());
    }

    /// <summary>What would hang fails instead.</summary>
    private static Task<T> SoonAsync<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
}
