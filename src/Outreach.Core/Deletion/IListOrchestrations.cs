using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>What purging a history came to.</summary>
public enum PurgeOutcome
{
    /// <summary>Read back: there is none.</summary>
    Gone,

    /// <summary>The orchestration is not over.</summary>
    Running,

    /// <summary>It was purged, and read back as still there.</summary>
    StillThere,
}

/// <summary>The orchestrations of list requests, as deletion needs them.</summary>
public interface IListOrchestrations
{
    /// <summary>Starts the orchestration of a request unless it has one; safe to call twice.</summary>
    Task StartAsync(ListRequestId request, CancellationToken cancellationToken);

    /// <summary>Tells a waiting orchestration that its list is destroyed; no effect when there is none.</summary>
    Task WakeAsync(ListRequestId request, CancellationToken cancellationToken);

    /// <summary>Purges the history of a finished orchestration, and reads back that it is gone.</summary>
    Task<PurgeOutcome> PurgeAsync(ListRequestId request, CancellationToken cancellationToken);

    /// <summary>Requests whose orchestrations are finished and still have a history, and whose id starts with <paramref name="prefix"/>.</summary>
    IAsyncEnumerable<ListRequestId> FinishedAsync(string prefix, CancellationToken cancellationToken);
}
