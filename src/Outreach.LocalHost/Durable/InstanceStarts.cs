using Microsoft.DurableTask.Client;

namespace Outreach.LocalHost.Durable;

/// <summary>Begins and removes instances; of one id, one at a time, so that nobody removes what another has just begun.</summary>
internal sealed class InstanceStarts(IHubStore store, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

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
                InstanceState fresh = request.ToState(instanceId, time.GetUtcNow());
                while (!await store.TryAddAsync(fresh, cancellationToken))
                {
                    InstanceState? existing = await store.FindStateAsync(instanceId, withInput: false, cancellationToken);
                    if (existing is not null && request.Parent is not null && existing.Parent == request.Parent)
                    {
                        return true;
                    }

                    if (existing is { IsOver: false } || (existing is not null && refused.Contains(existing.Status)))
                    {
                        return false;
                    }

                    await store.PurgeAsync(instanceId, cancellationToken);
                }

                return true;
            },
            cancellationToken);
    }

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
