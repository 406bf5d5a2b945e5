using Azure.Data.Tables;
using Outreach.LocalHost.Durable;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.LocalHost.Tests.DeveloperPage;

/// <summary>Looking at a history changes nothing, whatever a killed host left in it.</summary>
public sealed class HistoryReadingTests
{
    private static readonly TestFunctions Functions = new TestFunctions()
        .Activity<string>("Echo", text => text)
        .Orchestrator("Long", async context =>
        {
            for (int time = 0; time < 12; time++)
            {
                await context.CallActivityAsync<string>("Echo", new string('x', 300));
            }

            return null;
        })
        .Orchestrator("Large", async context => await context.CallActivityAsync<string>("Echo", new string('x', 300_000)))
        .Orchestrator("Again", async context =>
        {
            if (context.GetInput<int>() > 0)
            {
                await context.CallActivityAsync<string>("Echo", "once more");
                context.ContinueAsNew(context.GetInput<int>() - 1);
            }

            return null;
        });

    [Fact]
    public async Task ReadHistory_InSeveralRowsAndAtTheEndOfTheState_IsTheHistoryThatALoadHas()
    {
        await using TestHub hub = await TestHub.StartAsync(Functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Long");
        await hub.CompleteAsync(id);

        InstanceHistory history = (await hub.Store.ReadHistoryAsync(id, CancellationToken.None))!;

        Assert.Equal((await hub.Store.LoadAsync(id, CancellationToken.None))!.History.Select(one => (one.Type, one.Id, one.Name)), history.Events.Select(one => (one.Type, one.Id, one.Name)));
        Assert.Equal(12, history.Events.Count(one => one.Type == HistoryEventType.TaskCompleted));
        Assert.True(history.State is { IsOver: true, HistoryRows: > 0, Tail.Length: > 0 }, "the history is not where this test looks");
    }

    [Fact]
    public async Task ReadHistory_WithRowsThatDoNotCount_LeavesThemOutAndWhereTheyAre()
    {
        await using TestHub hub = await TestHub.StartAsync(Functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Again", 2);
        await hub.CompleteAsync(id);
        TableClient table = hub.Tables.GetTableClient($"{hub.Name}Instances");
        await table.AddEntityAsync(new TableEntity(id, "h000002-00000099") { ["Json0"] = """[{"Type":"EventRaised","Name":"never committed"}]""" });
        string[] before = await RowsAsync(table);

        InstanceHistory history = (await hub.Store.ReadHistoryAsync(id, CancellationToken.None))!;

        Assert.Equal(2, history.State.Execution);
        Assert.Equal(HistoryEventType.TurnStarted, history.Events[0].Type);
        Assert.DoesNotContain(history.Events, one => one.Name is "never committed" || one.Type == HistoryEventType.TaskScheduled);
        Assert.Contains(before, row => row.StartsWith("h000002-00000099", StringComparison.Ordinal));
        Assert.Equal(before, await RowsAsync(table));
    }

    [Fact]
    public async Task ReadHistory_WithPayloadsTooLargeForRows_ReadsThem()
    {
        await using TestHub hub = await TestHub.StartAsync(Functions);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Large");
        await hub.CompleteAsync(id);

        InstanceHistory history = (await hub.Store.ReadHistoryAsync(id, CancellationToken.None))!;

        Assert.Contains(history.Events, one => one.Type == HistoryEventType.TaskScheduled && one.Name == "Echo");
    }

    [Fact]
    public async Task ReadHistory_OfNoInstance_IsNull()
    {
        await using TestHub hub = await TestHub.StartAsync(Functions);

        Assert.Null(await hub.Store.ReadHistoryAsync("nobody", CancellationToken.None));
    }

    private static async Task<string[]> RowsAsync(TableClient table) =>
        await table.QueryAsync<TableEntity>().Select(row => $"{row.RowKey} {row.ETag}").ToArrayAsync();
}
