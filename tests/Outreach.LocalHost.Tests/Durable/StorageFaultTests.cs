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

    /// <summary>What would hang fails instead.</summary>
    private static Task<T> SoonAsync<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
}
