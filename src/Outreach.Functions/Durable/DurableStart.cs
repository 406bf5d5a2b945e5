using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Outreach.Functions.Durable;

/// <summary>Starts an orchestration under an id of ours, however often it is asked; one that failed is started afresh.</summary>
public static class DurableStart
{
    public static async Task OnceAsync(
        DurableTaskClient client, string orchestrator, string instanceId, object input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (await client.GetInstanceAsync(instanceId, cancellationToken)
            is { RuntimeStatus: not (OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated) })
        {
            return;
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId), cancellationToken);
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            // A start with the id of a running instance is refused, with a type that differs between backends:
            // whoever came second finds the instance there, and that is what was asked for.
            if (await client.GetInstanceAsync(instanceId, cancellationToken) is null)
            {
                throw;
            }
        }
    }
}
