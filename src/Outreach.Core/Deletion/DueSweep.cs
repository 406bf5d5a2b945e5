using System.Runtime.CompilerServices;

namespace Outreach.Core.Deletion;

/// <summary>Keeps the promises that are due, oldest first and several at once, for as long as a run may take. One failing list does not stop the others.</summary>
/// <remarks>
/// A promise that must wait is put behind all others: however many lists are blocked, those that can be destroyed come first at the next run.
/// A run that ends early, or is killed, loses nothing: the next one finds what is left in the ledger.
/// </remarks>
public sealed class DueSweep(IDeletionLedger deletions, KeepPromiseHandler keep, ListMarks marks, DeletionPolicy policy)
{
    /// <returns>Whether everything that was due had its turn.</returns>
    public async Task<bool> RunAsync(
        IListOrchestrations orchestrations, DateTimeOffset now, RunBudget budget, EnforcementTally tally, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var options = new ParallelOptions { MaxDegreeOfParallelism = policy.AtOnce, CancellationToken = cancellationToken };
        bool[] complete = [true];
        await Parallel.ForEachAsync(WithinAsync(budget, now, complete, cancellationToken), options, async (promise, cancelled) =>
        {
            KeptPromise kept = await KeepAsync(promise, orchestrations, tally, cancelled);
            tally.Add(kept, policy.IsLate(promise.DueAt, now));
            if (kept.Waiting)
            {
                await DeferAsync(promise, now, cancelled);
            }
        });
        return complete[0];
    }

    private async Task<KeptPromise> KeepAsync(
        PromisedDeletion promise, IListOrchestrations orchestrations, EnforcementTally tally, CancellationToken cancellationToken)
    {
        try
        {
            return await keep.RunAsync(promise, orchestrations, cancellationToken);
        }
        catch (TransientDependencyException)
        {
            // Counted, reported and tried again at the next run; the others must not wait for this one.
            return new KeptPromise(Waiting: true);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // What is wrong with one list, such as a damaged trail, must not keep all the others.
            tally.Fail(failure);
        }

        return new KeptPromise(Waiting: true, Blocked: await marks.TryBlockUnforeseenAsync(promise.List, cancellationToken));
    }

    /// <summary>The new promise first: a kill in between leaves one too many, not one too few. A tick after this run's now, so that this run does not meet it.</summary>
    private async Task DeferAsync(PromisedDeletion promise, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await deletions.PromiseAsync(promise with { DueAt = now.AddTicks(1) }, cancellationToken);
            await deletions.RemoveAsync(promise, cancellationToken);
        }
        catch (TransientDependencyException)
        {
            // It stays where it was.
        }
    }

    private async IAsyncEnumerable<PromisedDeletion> WithinAsync(
        RunBudget budget, DateTimeOffset now, bool[] complete, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (PromisedDeletion promise in deletions.DueAsync(now, cancellationToken))
        {
            if (budget.IsSpent)
            {
                complete[0] = false;
                yield break;
            }

            yield return promise;
        }
    }
}
