using System.Runtime.CompilerServices;
using Microsoft.DurableTask.Client;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Functions.Durable;
using Outreach.Functions.Lists;

namespace Outreach.Functions.Deletion;

/// <summary>The orchestrations of list requests on the durable client of one invocation.</summary>
public sealed class DurableListOrchestrations(DurableTaskClient client) : IListOrchestrations
{
    public Task StartAsync(ListRequestId request, CancellationToken cancellationToken) =>
        DurableStart.OnceAsync(client, nameof(PrepareListOrchestrator), request.Value, new PrepareListInput(request.Value), cancellationToken);

    public async Task WakeAsync(ListRequestId request, CancellationToken cancellationToken)
    {
        if (!await IsRunningAsync(request, cancellationToken))
        {
            return;
        }

        try
        {
            await client.RaiseEventAsync(request.Value, PrepareListOrchestrator.ListDeleted, eventPayload: null, cancellationToken);
        }
        catch (Exception missed) when (missed is not OperationCanceledException)
        {
            // Its time may have ended between the question and the event, which backends refuse in different ways.
            if (await IsRunningAsync(request, cancellationToken))
            {
                throw;
            }
        }
    }

    public async Task<PurgeOutcome> PurgeAsync(ListRequestId request, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? instance = await client.GetInstanceAsync(request.Value, cancellationToken);
        if (instance is null)
        {
            return PurgeOutcome.Gone;
        }

        if (!instance.IsCompleted)
        {
            return PurgeOutcome.Running;
        }

        await client.PurgeInstanceAsync(request.Value, cancellationToken);
        return await client.GetInstanceAsync(request.Value, cancellationToken) is null ? PurgeOutcome.Gone : PurgeOutcome.StillThere;
    }

    public async IAsyncEnumerable<ListRequestId> FinishedAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var finished = new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated], InstanceIdPrefix: prefix);
        await foreach (OrchestrationMetadata instance in client.GetAllInstancesAsync(finished).WithCancellation(cancellationToken))
        {
            if (instance.Name == nameof(PrepareListOrchestrator) && ListRequestId.TryParse(instance.InstanceId, out ListRequestId request))
            {
                yield return request;
            }
        }
    }

    private async Task<bool> IsRunningAsync(ListRequestId request, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(request.Value, cancellationToken) is { IsCompleted: false };
}
