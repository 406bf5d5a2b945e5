using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Outreach.Core.Deletion;

namespace Outreach.Testing.Deletion;

/// <summary>Promises of deletion in memory; held to <see cref="DeletionLedgerContract"/>.</summary>
public sealed class InMemoryDeletionLedger : IDeletionLedger
{
    private readonly ConcurrentDictionary<PromisedDeletion, bool> _promises = new();

    public IReadOnlyCollection<PromisedDeletion> Promises => [.. _promises.Keys];

    public Task PromiseAsync(PromisedDeletion promise, CancellationToken cancellationToken)
    {
        _promises[promise] = true;
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<PromisedDeletion> DueAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (PromisedDeletion promise in _promises.Keys.Where(promise => promise.DueAt <= now).OrderBy(promise => promise.DueAt))
        {
            yield return promise;
        }
    }

    public Task RemoveAsync(PromisedDeletion promise, CancellationToken cancellationToken)
    {
        _promises.TryRemove(promise, out _);
        return Task.CompletedTask;
    }
}
