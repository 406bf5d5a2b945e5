using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.LocalHost.Tests.Durable;

/// <summary>Finding, counting and removing instances.</summary>
public sealed class EngineQueryTests
{
    [Fact]
    public async Task Query_PageByPage_FindsEachOnceAndGoesOnFromItsContinuation()
    {
        await using TestHub hub = await TestHub.StartAsync(EngineTests.Adding());
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 7).Select(i =>
            hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", i, new StartOrchestrationOptions($"one-{i}"))));
        foreach (string id in ids)
        {
            await hub.CompleteAsync(id);
        }

        List<string> found = [];
        int pages = 0;
        string? continuation = null;
        do
        {
            await using IAsyncEnumerator<Page<OrchestrationMetadata>> page =
                hub.Client.GetAllInstancesAsync(new OrchestrationQuery { PageSize = 3, ContinuationToken = continuation }).AsPages().GetAsyncEnumerator();
            Assert.True(await page.MoveNextAsync());
            found.AddRange(page.Current.Values.Select(instance => instance.InstanceId));
            continuation = page.Current.ContinuationToken;
            pages++;
        }
        while (continuation is not null);

        Assert.Equal(ids.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.InRange(pages, 3, 4);
    }

    [Fact]
    public async Task Query_ByStatusPrefixAndTime_FindsWhatMatches_PayloadsOnlyWhereAsked()
    {
        var functions = EngineTests.Adding().Orchestrator("Gate", async context => await context.WaitForExternalEvent<string>("go"));
        await using TestHub hub = await TestHub.StartAsync(functions);
        DateTimeOffset begun = TimeProvider.System.GetUtcNow();
        await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1, new StartOrchestrationOptions("a-done")));
        await hub.Client.WaitForInstanceStartAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Gate", 2, new StartOrchestrationOptions("a-open")));
        await hub.Client.WaitForInstanceStartAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Gate", 3, new StartOrchestrationOptions("b-open")));

        Assert.Equal(["a-open", "b-open"], await IdsAsync(hub, new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Running] }));
        Assert.Equal(["a-done", "a-open"], await IdsAsync(hub, new OrchestrationQuery { InstanceIdPrefix = "a-" }));
        Assert.Equal(3, (await IdsAsync(hub, new OrchestrationQuery { CreatedFrom = begun })).Length);
        Assert.Empty(await IdsAsync(hub, new OrchestrationQuery { CreatedTo = begun.AddMinutes(-1) }));
        Assert.Null((await hub.Client.GetInstanceAsync("a-done"))!.SerializedInput);
        Assert.Equal("1", (await hub.Client.GetInstanceAsync("a-done", getInputsAndOutputs: true))!.SerializedInput);
    }

    [Fact]
    [Trait("threat", "35")]
    public async Task Purge_ByFilter_RemovesWhatMatchesAndIsOver()
    {
        var functions = EngineTests.Adding()
            .Orchestrator("Failing", _ => throw new InvalidDataException("on purpose"))
            .Orchestrator("Gate", async context => await context.WaitForExternalEvent<string>("go"));
        await using TestHub hub = await TestHub.StartAsync(functions);
        await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1, new StartOrchestrationOptions("done")));
        await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Failing", 1, new StartOrchestrationOptions("failed")));
        await hub.Client.WaitForInstanceStartAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Gate", 1, new StartOrchestrationOptions("open")));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        PurgeResult early = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: now.AddHours(-1)));
        PurgeResult failed = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(now.AddHours(-1), now, [OrchestrationRuntimeStatus.Failed]));
        string[] left = await IdsAsync(hub, new OrchestrationQuery());
        PurgeResult rest = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());

        Assert.Equal((0, 1, 1), (early.PurgedInstanceCount, failed.PurgedInstanceCount, rest.PurgedInstanceCount));
        Assert.Equal(["done", "open"], left);
        Assert.Equal(["open"], await IdsAsync(hub, new OrchestrationQuery()));
    }

    [Fact]
    public async Task Start_OfAFinishedId_IsRefusedWhereItsStatusIsOneToKeep()
    {
        await using TestHub hub = await TestHub.StartAsync(EngineTests.Adding());
        var options = new StartOrchestrationOptions("kept") { DedupeStatuses = ["Completed"] };
        await hub.CompleteAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1, options));

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1, options));
        await Assert.ThrowsAsync<ArgumentException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 1, options with { DedupeStatuses = ["Finished"] }));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Three", 2, options with { DedupeStatuses = ["Failed"] });

        Assert.Equal(5, (await hub.CompleteAsync("kept")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task TagsAndVersion_OfAStart_AreReadBackAndSeenByItsCode()
    {
        var functions = new TestFunctions().Orchestrator("Telling", context => Task.FromResult<object?>(context.Version));
        await using TestHub hub = await TestHub.StartAsync(functions);

        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Telling", null, new StartOrchestrationOptions
        {
            Version = new TaskVersion("2.1"),
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["purpose"] = "test" },
        });
        OrchestrationMetadata done = await hub.CompleteAsync(id);

        Assert.Equal("2.1", done.ReadOutputAs<string>());
        Assert.Equal("test", done.Tags["purpose"]);
    }

    private static async Task<string[]> IdsAsync(TestHub hub, OrchestrationQuery query)
    {
        List<string> ids = [];
        await foreach (OrchestrationMetadata instance in hub.Client.GetAllInstancesAsync(query))
        {
            ids.Add(instance.InstanceId);
        }

        return [.. ids.Order(StringComparer.Ordinal)];
    }
}
