using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Testing.Deletion;

/// <summary>A task hub without any instance.</summary>
public sealed class NoOrchestrations : IListOrchestrations
{
    public Task StartAsync(ListRequestId request, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WakeAsync(ListRequestId request, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<PurgeOutcome> PurgeAsync(ListRequestId request, CancellationToken cancellationToken) => Task.FromResult(PurgeOutcome.Gone);

    public IAsyncEnumerable<ListRequestId> FinishedAsync(string prefix, CancellationToken cancellationToken) => AsyncEnumerable.Empty<ListRequestId>();
}
