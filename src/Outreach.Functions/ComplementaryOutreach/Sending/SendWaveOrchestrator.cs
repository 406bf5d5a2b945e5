using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Functions.Durable;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>An approved wave to send.</summary>
public sealed record SendWaveInput(string Campaign, string Wave);

/// <summary>How far a wave is; stored in clear in the task hub.</summary>
public sealed record SendWaveStatus(string Stage, int Shards, int Ended, int Failed);

/// <summary>An approved wave from the first claim to its settled counts: shares side by side, then reconciliation. Ends early, in order, when the wave is being cancelled.</summary>
public static class SendWaveOrchestrator
{
    /// <summary>Shares at once: enough for the storage of a campaign, and few enough to end soon when the wave is cancelled.</summary>
    private const int ShardsAtOnce = 8;

    [Function(nameof(SendWaveOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SendWaveInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        WaveStart start = await context.CallActivityAsync<WaveStart>(nameof(StartWaveActivity), input, ActivityRetry.Options);
        int failed = start.Step == WaveStep.Send ? await SendAsync(context, input, start) : 0;
        WaveStart now = failed == 0 ? start : await context.CallActivityAsync<WaveStart>(nameof(StartWaveActivity), input, ActivityRetry.Options);
        if (failed > 0 && now.Step == WaveStep.Send)
        {
            // Started again, every share is gone through anew: who has the message is met, and not sent another.
            throw new InvalidOperationException($"{failed} shares of the wave failed; the wave goes on when it is started again.");
        }

        if (start.Step != WaveStep.Nothing)
        {
            context.SetCustomStatus(new SendWaveStatus("reconciling", start.Shards.Count, start.Shards.Count - failed, failed));
            await context.CallSubOrchestratorAsync(
                nameof(ReconcileWaveOrchestrator), new ReconcileWaveInput(input.Campaign, input.Wave), new SubOrchestrationOptions(instanceId: $"{input.Wave}-reconcile"));
        }
    }

    /// <summary>How many shares failed; one that does keeps no other.</summary>
    private static async Task<int> SendAsync(TaskOrchestrationContext context, SendWaveInput input, WaveStart start)
    {
        var waiting = new Queue<string>(start.Shards);
        List<Task> running = [];
        (int ended, int failed) = (0, 0);
        while (waiting.Count > 0 || running.Count > 0)
        {
            while (waiting.Count > 0 && running.Count < ShardsAtOnce)
            {
                var shard = new SendShardInput(input.Campaign, input.Wave, waiting.Dequeue(), start.Generation);
                running.Add(context.CallSubOrchestratorAsync(
                    nameof(SendShardOrchestrator), shard, new SubOrchestrationOptions(instanceId: $"{input.Wave}-{shard.Shard}")));
            }

            context.SetCustomStatus(new SendWaveStatus("sending", start.Shards.Count, ended, failed));
            Task done = await Task.WhenAny(running);
            running.Remove(done);
            (ended, failed) = done.IsFaulted ? (ended, failed + 1) : (ended + 1, failed);
        }

        context.SetCustomStatus(new SendWaveStatus("sent", start.Shards.Count, ended, failed));
        return failed;
    }
}
