using Microsoft.DurableTask.Client;

namespace Outreach.LocalHost.Durable;

/// <summary>Begins, ends and removes instances; of one id, one at a time, so that nobody removes what another has just begun.</summary>
/// <param name="begun">Told each new instance, before another of its id may begin; without its state where that is to be read.</param>
internal sealed class InstanceStarts(IHubStore store, TimeProvider time, Action<string, InstanceState?> begun) : IDisposable
{
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Starts an instance, also in place of one that is over. True too when the same parent's same action started it before.</summary>
    public Task<bool> TryStartAsync(
        string instanceId, StartRequest request, IReadOnlyCollection<OrchestrationRuntimeStatus> refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(refused);
        return AloneAsync(
            instanceId,
            async () =>
            {
                try
                {
                    return await TryStartAloneAsync(request.ToState(instanceId, time.GetUtcNow()), refused, cancellationToken);
                }
                catch
                {
                    // The write may have taken effect all the same, and whoever asks again is told that the instance exists.
                    begun(instanceId, null);
                    throw;
                }
            },
            cancellationToken);
    }

    /// <summary>Ends what is left of an instance that is over, unless another of its id has begun.</summary>
    /// <param name="hasBegunAgain">Null where only storage knows.</param>
    public Task EndAsync(string instanceId, Func<bool?> hasBegunAgain, Action end, CancellationToken cancellationToken) => AloneAsync(
        instanceId,
        async () =>
        {
            if (!(hasBegunAgain() ?? await store.FindStateAsync(instanceId, withInput: false, cancellationToken) is { IsOver: false }))
            {
                end();
            }

            return true;
        },
        cancellationToken);

    /// <summary>Removes an instance and everything of it. False when there is none, or it is not over.</summary>
    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken) => AloneAsync(
        instanceId,
        async () => await store.FindStateAsync(instanceId, withInput: false, cancellationToken) is not { IsOver: false }
            && await store.PurgeAsync(instanceId, cancellationToken),
        cancellationToken);

    public void Dispose()
    {
        foreach (SemaphoreSlim gate in _gates)
        {
            gate.Dispose();
        }
    }

    private async Task<bool> TryStartAloneAsync(
        InstanceState fresh, IReadOnlyCollection<OrchestrationRuntimeStatus> refused, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.TryAddAsync(fresh, cancellationToken) is { } added)
            {
                begun(added.InstanceId, added);
                return true;
            }

            InstanceState? existing = await store.FindStateAsync(fresh.InstanceId, withInput: false, cancellationToken);
            if (existing?.ExecutionId == fresh.ExecutionId)
            {
                // The answer to the write was lost, and the SDK wrote again.
                begun(fresh.InstanceId, null);
                return true;
            }

            if (existing is not null && fresh.Parent is not null && existing.Parent == fresh.Parent)
            {
                return true;
            }

            if (existing is { IsOver: false } || (existing is not null && refused.Contains(existing.Status)))
            {
                return false;
            }

            await store.PurgeAsync(fresh.InstanceId, cancellationToken);
        }
    }

    private async Task<bool> AloneAsync(string instanceId, Func<Task<bool>> work, CancellationToken cancellationToken)
    {
        SemaphoreSlim gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(instanceId) % _gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }
}
