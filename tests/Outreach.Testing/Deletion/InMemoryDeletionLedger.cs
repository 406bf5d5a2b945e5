using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Testing.Deletion;

/// <summary>Promises of deletion in memory; held to <see cref="DeletionLedgerContract"/>.</summary>
public sealed class InMemoryDeletionLedger : IDeletionLedger
{
    private readonly ConcurrentDictionary<(DateTimeOffset, ListId), PromisedDeletion> _promises = new();

    public IReadOnlyCollection<PromisedDeletion> Promises => [.. _promises.Values];

    public Task PromiseAsync(PromisedDeletion promise, CancellationToken cancellationToken)
    {
        _promises[(promise.DueAt, promise.List)] = promise;
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<PromisedDeletion> DueAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (PromisedDeletion promise in _promises.Values.Where(promise => promise.DueAt <= now).OrderBy(promise => promise.DueAt))
        {
            yield return promise;
        }
    }

    public Task RemoveAsync(PromisedDeletion promise, CancellationToken cancellationToken)
    {
        _promises.TryRemove((promise.DueAt, promise.List), out _);
        return Task.CompletedTask;
    }
}
