using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>What destroying a list came to: destroyed, or begun and blocked.</summary>
/// <param name="Obstacle">What stands in the way; null when nothing is left to do. A list may be destroyed and its people not free yet.</param>
public sealed record Destruction(ListRecord Record, Obstacle? Obstacle)
{
    /// <exception cref="TransientDependencyException">The list is not destroyed yet; nothing opens it, and the timer goes on with it.</exception>
    public DeletionReceipt Require() => DeletionReceipt.Of(Record)
        ?? throw new TransientDependencyException($"A list is not destroyed yet ({Obstacle}).");
}

/// <summary>Destroys one list: server share first, so that link and ciphertext are worthless from then on, then the ciphertext, then the trail; then its people are free again if it was never opened.</summary>
/// <remarks>Safe to run twice and after a kill at any step: a promise that is due by now stands before anything is destroyed, so the timer finishes it.</remarks>
public sealed class DestroyListHandler(
    IListStore lists, IDeletionLedger deletions, DestructionSteps steps, RequestClosure requests, TimeProvider time)
{
    /// <param name="actor">Who destroys, as the audit trail names callers; `system` for timers and orchestrations.</param>
    /// <exception cref="TransientDependencyException">It could not be begun.</exception>
    public async Task<Destruction> RunAsync(ListRequest request, EndReason reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Versioned<ListRecord> list = await BeginAsync(request, reason, cancellationToken);
        while (list.Value.State != ListState.Destroyed)
        {
            StepOutcome step = await steps.TakeAsync(list.Value, actor, cancellationToken);
            if (step.Obstacle is { } obstacle)
            {
                return new Destruction(await BlockAsync(list, obstacle, cancellationToken), obstacle);
            }

            // Another run may have gone first: what is stored says which step is next.
            list = await lists.TryPutAsync(step.Next!, list.ETag, cancellationToken) is { } version
                ? new Versioned<ListRecord>(step.Next!, version)
                : await lists.FindAsync(request.List, cancellationToken) ?? throw new TransientDependencyException("The record of a list disappeared.");
        }

        await requests.RunAsync(request, list.Value.End ?? reason, cancellationToken);
        return await steps.ReleaseAsync(list.Value, cancellationToken) is { } held
            ? new Destruction(await BlockAsync(list, held, cancellationToken), held)
            : new Destruction(list.Value, Obstacle: null);
    }

    /// <summary>From here on nothing opens the list, and the timer will finish what this call does not.</summary>
    private async Task<Versioned<ListRecord>> BeginAsync(ListRequest request, EndReason reason, CancellationToken cancellationToken)
    {
        while (true)
        {
            Versioned<ListRecord>? stored = await lists.FindAsync(request.List, cancellationToken);
            if (stored is { Value.IsOver: true })
            {
                return stored;
            }

            // A list that was never built gets a record all the same: a build that is still under way must find it over.
            DateTimeOffset now = time.GetUtcNow();
            ListRecord next = ListTransitions.BeginDestruction(stored?.Value ?? Unbuilt(request), reason, now);
            if (!AccessPeriod.IsOver(request.NotAfter, now))
            {
                // Before its time; from its time on the promise that came with the request is due anyway.
                await deletions.PromiseAsync(new PromisedDeletion(now, request.List, request.Id, request.Campaign, request.Practitioner), cancellationToken);
            }

            if (await lists.TryPutAsync(next, stored?.ETag, cancellationToken) is { } version)
            {
                return new Versioned<ListRecord>(next, version);
            }
        }
    }

    /// <summary>Makes an obstacle visible where the list is; the same one met again is no news.</summary>
    private async Task<ListRecord> BlockAsync(Versioned<ListRecord> list, Obstacle obstacle, CancellationToken cancellationToken)
    {
        ListRecord blocked = ListTransitions.Blocked(list.Value, obstacle, time.GetUtcNow());
        if (blocked != list.Value)
        {
            await lists.TryPutAsync(blocked, list.ETag, cancellationToken);
        }

        return blocked;
    }

    private static ListRecord Unbuilt(ListRequest request) => new()
    {
        Id = request.List,
        Request = request.Id,
        Campaign = request.Campaign,
        Practitioner = request.Practitioner,
        NotAfter = request.NotAfter,
        State = ListState.Sealing,
    };
}
