using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>What is left of a list that is destroyed: a request that answers 410, and a record with the receipt. Both have an end of their own.</summary>
public sealed class ListRemains(IListStore lists, IListRequestStore requests, IDeletionLedger deletions, DeletionPolicy policy, TimeProvider time)
{
    /// <summary>Replaces a promise that was kept by the one for what is left of the list.</summary>
    /// <param name="record">Null where there is nothing left.</param>
    public async Task LeaveAsync(PromisedDeletion promise, ListRecord? record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promise);
        if (record?.DestroyedAt is { } destroyedAt)
        {
            await deletions.PromiseAsync(promise with { DueAt = policy.RequestEnd(destroyedAt) }, cancellationToken);
        }

        await deletions.RemoveAsync(promise, cancellationToken);
    }

    /// <summary>Removes what has served its time of a list whose history is gone. Whether something was removed.</summary>
    public async Task<bool> EraseAsync(PromisedDeletion promise, DateTimeOffset destroyedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promise);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset next = policy.RequestEnd(destroyedAt);
        bool requestIsOver = next <= now;
        if (requestIsOver)
        {
            await requests.RemoveAsync(promise.Request, cancellationToken);
            next = policy.RecordEnd(destroyedAt);
        }

        if (next <= now)
        {
            await lists.RemoveAsync(promise.List, cancellationToken);
        }
        else
        {
            await deletions.PromiseAsync(promise with { DueAt = next }, cancellationToken);
        }

        await deletions.RemoveAsync(promise, cancellationToken);
        return requestIsOver;
    }
}
