using System.Collections.Concurrent;
using Microsoft.DurableTask.Converters;

namespace Outreach.LocalHost.Durable;

/// <summary>Runs activities and tells their outcome. One that runs is not run a second time meanwhile; after a crash it is.</summary>
internal sealed class ActivityRunner(IDurableFunctionInvoker invoker, WorkSlots slots, Action<string, Message> tell, CancellationToken stopping)
{
    private readonly ConcurrentDictionary<(string InstanceId, string ExecutionId, int Id), byte> _running = [];

    /// <param name="isTold">Whether its outcome was told already, and is only not taken up yet.</param>
    public void Run(string instanceId, string executionId, HistoryEvent action, Func<bool> isTold)
    {
        (string, string, int) key = (instanceId, executionId, action.Id);
        if (!_running.TryAdd(key, 0))
        {
            return;
        }

        // Asked after it is noted as running: one that ends meanwhile is either still running here or told already.
        if (isTold())
        {
            _running.TryRemove(key, out _);
            return;
        }

        slots.Run(async () =>
        {
            Message? outcome = await OutcomeAsync(instanceId, executionId, action);
            if (outcome is not null)
            {
                tell(instanceId, outcome);
            }

            _running.TryRemove(key, out _);
        });
    }

    private async Task<Message?> OutcomeAsync(string instanceId, string executionId, HistoryEvent action)
    {
        try
        {
            object? result = invoker.HasActivity(action.Name!)
                ? await invoker.RunActivityAsync(action.Name!, instanceId, action.Payload, stopping)
                : throw new InvalidOperationException($"Activity function '{action.Name}' does not exist.");
            return new Message(MessageType.TaskCompleted, action.Id, executionId, Payload: JsonDataConverter.Default.Serialize(result));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            // The host's edge: an activity's exception is its outcome, told to the orchestrator.
            return new Message(MessageType.TaskFailed, action.Id, executionId, Failure: StoredFailure.From(failure));
        }
    }
}
