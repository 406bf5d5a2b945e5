using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>The orchestrations of list requests, as deletion needs them.</summary>
public interface IListOrchestrations
{
    /// <summary>Starts the orchestration of a request unless it has one; safe to call twice.</summary>
    Task StartAsync(ListRequestId request, CancellationToken cancellationToken);

    /// <summary>Tells a waiting orchestration that its list is destroyed; no effect when there is none.</summary>
    Task WakeAsync(ListRequestId request, CancellationToken cancellationToken);

    /// <summary>Purges the history of a finished orchestration. False while it runs.</summary>
    Task<bool> PurgeAsync(ListRequestId request, CancellationToken cancellationToken);
}

/// <summary>What one run of the timer did.</summary>
/// <param name="Destroyed">Lists whose time had come.</param>
/// <param name="Purged">Histories removed.</param>
/// <param name="Orphans">Ciphertexts without a list, removed.</param>
/// <param name="Waiting">Promises left for the next run: the orchestration is still running, or a dependency did not answer.</param>
public sealed record EnforcementCounts(int Destroyed, int Purged, int Orphans, int Waiting);

/// <summary>Destroys whatever is due or orphaned, whatever happened to orchestrations (C4, C5). One failing list does not stop the others.</summary>
/// <remarks>What nobody foresaw is thrown when everything else is done.</remarks>
public sealed class EnforceDeletionHandler(
    IDeletionLedger deletions, IListRequestStore requests, DestroyListHandler destroy, OrphanSweep orphans, TimeProvider time)
{
    public async Task<EnforcementCounts> RunAsync(IListOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        DateTimeOffset now = time.GetUtcNow();
        int destroyed = 0, purged = 0, waiting = 0;
        List<Exception> unforeseen = [];
        await foreach (PromisedDeletion promise in deletions.DueAsync(now, cancellationToken))
        {
            try
            {
                if (await requests.FindAsync(promise.Request, cancellationToken) is { } request)
                {
                    await destroy.RunAsync(request, EndReason.Expired, "system", cancellationToken);
                    destroyed++;
                }

                if (await orchestrations.PurgeAsync(promise.Request, cancellationToken))
                {
                    await deletions.RemoveAsync(promise, cancellationToken);
                    purged++;
                    continue;
                }

                await orchestrations.WakeAsync(promise.Request, cancellationToken);
            }
            catch (TransientDependencyException)
            {
                // Counted, reported and tried again at the next run; the others must not wait for this one.
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The oldest promise comes first at every run: what is wrong with one list, such as a damaged trail, must not keep all the others.
                unforeseen.Add(failure);
            }

            waiting++;
        }

        int removed = await orphans.RunAsync(now, cancellationToken);
        return unforeseen.Count == 0
            ? new EnforcementCounts(destroyed, purged, removed, waiting)
            : throw new AggregateException("Deletion could not be enforced everywhere; the other lists were dealt with.", unforeseen);
    }
}
