using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.Durable;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>A wave, whose id is the instance id as well, and how far an earlier generation of the instance counted it.</summary>
/// <param name="Generation">Of the import that was counted so far; 0 at the beginning.</param>
/// <param name="Done">Shares counted.</param>
public sealed record RunWaveInput(string Campaign, string Wave, int Generation = 0, int Done = 0, PreviewCounts? Counts = null);

/// <summary>How far a wave is; stored in clear in the task hub.</summary>
public sealed record RunWaveStatus(string Stage, int Done = 0, int Shards = 0);

/// <summary>A wave from its preview to its end. Each generation of the instance asks the record what is next, does it, and begins anew: whatever was killed goes on there.</summary>
public static class RunWaveOrchestrator
{
    /// <summary>Raised when somebody decided, cancelled, or asked for a new preview.</summary>
    public const string WaveChanged = "WaveChanged";

    private const int ShardsAtOnce = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    [Function(nameof(RunWaveOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, RunWaveInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        WaveTurn turn = await context.CallActivityAsync<WaveTurn>(nameof(AdvanceWaveActivity), input, ActivityRetry.Options);
        var next = new RunWaveInput(input.Campaign, input.Wave);
        switch (turn.Task)
        {
            case WaveTask.Preview:
                next = await PreviewAsync(context, input, turn);
                break;
            case WaveTask.Wait:
                context.SetCustomStatus(new RunWaveStatus("awaiting-approval"));
                await WaitAsync(context, turn.Until.UtcDateTime);
                break;
            case WaveTask.Send:
                context.SetCustomStatus(new RunWaveStatus("sending"));
                await context.CallSubOrchestratorAsync(
                    nameof(SendWaveOrchestrator), new SendWaveInput(input.Campaign, input.Wave), new SubOrchestrationOptions(instanceId: $"{input.Wave}-send"));
                break;
            case WaveTask.Nothing:
                context.SetCustomStatus(new RunWaveStatus("over"));
                return;
        }

        context.ContinueAsNew(next);
    }

    /// <summary>Counts the next shares side by side, or records what all of them came to. From the beginning where another import is in force.</summary>
    private static async Task<RunWaveInput> PreviewAsync(TaskOrchestrationContext context, RunWaveInput input, WaveTurn turn)
    {
        var fresh = new RunWaveInput(input.Campaign, input.Wave);
        (int done, PreviewCounts counts) = input.Generation == turn.Generation && input.Counts is { } known ? (input.Done, known) : (0, PreviewCounts.None);
        context.SetCustomStatus(new RunWaveStatus("previewing", done, turn.Shards.Count));
        if (done >= turn.Shards.Count)
        {
            var preview = new RecordPreviewInput(input.Campaign, input.Wave, turn.Generation, counts);
            await context.CallActivityAsync(nameof(RecordPreviewActivity), preview, ActivityRetry.Options);
            return fresh;
        }

        ShardCounts[] counted = await Task.WhenAll(turn.Shards.Skip(done).Take(ShardsAtOnce).Select(shard => context.CallSubOrchestratorAsync<ShardCounts>(
            nameof(PreviewShardOrchestrator), new PreviewShardInput(input.Campaign, input.Wave, shard, turn.Generation),
            new SubOrchestrationOptions(instanceId: $"{input.Wave}-preview-{shard}"))));
        if (!counted.All(shard => shard.IsWhole))
        {
            await WaitAsync(context, context.CurrentUtcDateTime + Pause);
            return fresh;
        }

        return new RunWaveInput(
            input.Campaign, input.Wave, turn.Generation, done + counted.Length, counted.Select(shard => shard.Counts).Aggregate(counts, PreviewCounts.Add));
    }

    /// <summary>Until somebody changes the wave, or the instant comes. The record, not this, says which.</summary>
    private static async Task WaitAsync(TaskOrchestrationContext context, DateTime until)
    {
        using var over = new CancellationTokenSource();
        Task timer = context.CreateTimer(until, over.Token);
        Task changed = context.WaitForExternalEvent<object?>(WaveChanged, over.Token);
        await Task.WhenAny(timer, changed);
        over.Cancel();
    }
}
