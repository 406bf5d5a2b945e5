using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Functions.Lists;

namespace Outreach.Functions.Deletion;

/// <summary>The orchestrations of list requests on the durable client of one invocation.</summary>
public sealed class DurableListOrchestrations(DurableTaskClient client) : IListOrchestrations
{
    public async Task StartAsync(ListRequestId request, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(request.Value, cancellationToken) is not null)
        {
            return;
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(PrepareListOrchestrator), new PrepareListInput(request.Value), new StartOrchestrationOptions(request.Value), cancellationToken);
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            // A start with the id of a running instance is refused, with a type that differs between backends:
            // whoever came second finds the instance there, and that is what was asked for.
            if (await client.GetInstanceAsync(request.Value, cancellationToken) is null)
            {
                throw;
            }
        }
    }

    public async Task WakeAsync(ListRequestId request, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(request.Value, cancellationToken) is { IsCompleted: false })
        {
            await client.RaiseEventAsync(request.Value, PrepareListOrchestrator.ListDeleted, eventPayload: null, cancellationToken);
        }
    }

    public async Task<bool> PurgeAsync(ListRequestId request, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? instance = await client.GetInstanceAsync(request.Value, cancellationToken);
        if (instance is { IsCompleted: true })
        {
            await client.PurgeInstanceAsync(request.Value, cancellationToken);
        }

        return instance is null or { IsCompleted: true };
    }
}
