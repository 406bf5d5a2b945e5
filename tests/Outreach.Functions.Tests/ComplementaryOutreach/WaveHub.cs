using Microsoft.DurableTask.Client;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.ComplementaryOutreach;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.Functions.Tests.ComplementaryOutreach;

/// <summary>The orchestrators of waves on the local engine, over a planning world in memory; sending is a stand-in that says what it was asked.</summary>
internal sealed class WaveHub : IAsyncDisposable
{
    private WaveHub(PlanningWorld world) => World = world;

    public PlanningWorld World { get; }

    public TestHub Hub { get; private set; } = null!;

    public WaveOrchestrations Orchestrations => new(Hub.Client);

    /// <summary>Waves that were handed over for sending.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Happens before pages are counted.</summary>
    public Func<PreviewShardInput, Task> BeforeCount { get; set; } = _ => Task.CompletedTask;

    public static async Task<WaveHub> StartAsync(PlanningWorld world)
    {
        var waves = new WaveHub(world);
        TestFunctions functions = new TestFunctions()
            .Orchestrator(nameof(RunWaveOrchestrator), async context =>
            {
                await RunWaveOrchestrator.RunAsync(context, context.GetInput<RunWaveInput>()!);
                return null;
            })
            .Orchestrator(nameof(PreviewShardOrchestrator), async context =>
                await PreviewShardOrchestrator.RunAsync(context, context.GetInput<PreviewShardInput>()!))
            .Orchestrator(nameof(SendWaveOrchestrator), async context =>
            {
                string wave = context.GetInput<SendWaveInput>()!.Wave;
                waves.Sent.Add(wave);
                await world.EndAsync(new WaveId(wave));
                return null;
            })
            .Activity<RunWaveInput>(nameof(AdvanceWaveActivity), waves.AdvanceAsync)
            .Activity<PreviewShardInput>(nameof(CountPagesActivity), waves.CountAsync)
            .Activity<RecordPreviewInput>(nameof(RecordPreviewActivity), async input =>
            {
                await new RecordPreviewActivity(world.Record).RunAsync(input, default);
                return null;
            });
        waves.Hub = await TestHub.StartAsync(functions);
        return waves;
    }

    public async Task<Wave> PlanAsync(string key = PlanningWorld.Key, params string[] departments)
    {
        Wave wave = (await World.Plan.RunAsync(World.Id, key, PlanningWorld.Body(departments), SampleWaves.Author, default)).Value!;
        return wave;
    }

    /// <summary>The wave once it is so far; an error after a minute.</summary>
    public async Task<Wave> UntilAsync(Wave wave, WaveState state)
    {
        for (int i = 0; i < 1_200; i++)
        {
            Wave now = await World.FindAsync(wave);
            if (now.State == state)
            {
                return now;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        OrchestrationMetadata? instance = await Hub.Client.GetInstanceAsync(wave.Id.Value, getInputsAndOutputs: true);
        throw new TimeoutException($"{(await World.FindAsync(wave)).State} instead of {state}; {instance?.RuntimeStatus} {instance?.FailureDetails?.ErrorMessage}");
    }

    public async Task<OrchestrationMetadata> CompleteAsync(Wave wave)
    {
        OrchestrationMetadata done = await Hub.CompleteAsync(wave.Id.Value);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        return done;
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        World.Dispose();
    }

    /// <summary>The world has a clock of its own; the engine's is the machine's.</summary>
    private async Task<object?> AdvanceAsync(RunWaveInput input)
    {
        WaveTurn turn = await new AdvanceWaveActivity(World.Advance).RunAsync(input, default);
        return turn with { Until = TimeProvider.System.GetUtcNow() + AdvanceWaveHandler.LongestWait };
    }

    private async Task<object?> CountAsync(PreviewShardInput input)
    {
        await BeforeCount(input);
        return await new CountPagesActivity(World.Count).RunAsync(input, default);
    }
}
