using Microsoft.DurableTask.Client;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Adapters.Contacts;
using Outreach.Adapters.Storage;
using Outreach.Functions.ComplementaryOutreach;
using Outreach.Functions.Durable;
using Outreach.Testing.Azurite;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Durable;
using Outreach.Testing.Faults;

namespace Outreach.Functions.Tests.ComplementaryOutreach;

/// <summary>A wave's orchestrators and activities on the local engine, with everything it must not forget on the emulator, and hosts that are killed.</summary>
internal sealed class WaveOnTheEngine : IAsyncDisposable
{
    private WaveOnTheEngine(SendingWorld world, TestHub hub)
    {
        World = world;
        Hub = hub;
    }

    public SendingWorld World { get; }

    public TestHub Hub { get; }

    /// <param name="change">Puts functions of a test's own in the place of the product's.</param>
    public static async Task<WaveOnTheEngine> StartAsync(int people, Action<TestFunctions>? change = null)
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesContactLedger.Table, TablesOutboxStore.Table, TablesShareTallies.Table);
        var outbox = new TablesOutboxStore(storage);
        var stores = new SendingStores(
            new TablesContactLedger(storage, TimeProvider.System), outbox, new TablesWaveAllowances(storage), new TablesShareTallies(storage, outbox));
        SendingWorld world = await SendingWorld.CreateAsync(people, time: TimeProvider.System, stores: stores);
        TestFunctions functions = FunctionsOf(world);
        change?.Invoke(functions);
        return new WaveOnTheEngine(world, await TestHub.StartAsync(functions));
    }

    /// <summary>`kill -9` now, and another host on the same storage.</summary>
    public async Task KillAsync()
    {
        World.Faults.KillAfter(0);
        Hub.Faults.KillAfter(0);
        World.Faults = new FaultPlan();
        World.Restart();
        await Hub.RestartAsync();
    }

    public Task StartWaveAsync() => DurableStart.OnceAsync(
        Hub.Client, nameof(SendWaveOrchestrator), World.Wave.Id.Value, new SendWaveInput(World.Campaign.Id.Value, World.Wave.Id.Value), CancellationToken.None);

    public Task<OrchestrationMetadata> EndAsync() => Hub.CompleteAsync(World.Wave.Id.Value);

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        World.Dispose();
    }

    private static TestFunctions FunctionsOf(SendingWorld world) => new TestFunctions()
        .Orchestrator(nameof(SendWaveOrchestrator), context => Done(SendWaveOrchestrator.RunAsync(context, context.GetInput<SendWaveInput>()!)))
        .Orchestrator(nameof(SendShardOrchestrator), context => Done(SendShardOrchestrator.RunAsync(context, context.GetInput<SendShardInput>()!)))
        .Orchestrator(nameof(ReconcileWaveOrchestrator), context => Done(ReconcileWaveOrchestrator.RunAsync(context, context.GetInput<ReconcileWaveInput>()!)))
        .Activity<SendWaveInput>(nameof(StartWaveActivity), async input => await new StartWaveActivity(world.Start).RunAsync(input, default))
        .Activity<SendShardInput>(nameof(SendPageActivity), async input => await new SendPageActivity(world.Send).RunAsync(input, default))
        .Activity<ReconcileWaveInput>(nameof(StopWaveActivity), input => Done(new StopWaveActivity(world.End).RunAsync(input, default)))
        .Activity<ReconcileWaveInput>(nameof(ReconcilePageActivity), async input => await new ReconcilePageActivity(world.Reconcile).RunAsync(input, default))
        .Activity<ReconcileWaveInput>(nameof(ReleaseWaveClaimsActivity), async input => await new ReleaseWaveClaimsActivity(world.End).RunAsync(input, default))
        .Activity<ReconcileWaveInput>(nameof(SettleWaveActivity), input => Done(new SettleWaveActivity(world.End).RunAsync(input, default)));

    private static async Task<object?> Done(Task task)
    {
        await task;
        return null;
    }
}
