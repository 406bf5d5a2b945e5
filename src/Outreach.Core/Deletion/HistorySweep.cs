using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Removes histories of finished orchestrations that no promise speaks of: of requests that nobody knows any more, or whose list is destroyed.</summary>
/// <remarks>Each run looks at one sixteenth of the requests.</remarks>
public sealed class HistorySweep(IListStore lists, IListRequestStore requests, ListMarks marks, ListRemains remains)
{
    private readonly SweepShares _shares = new();

    /// <returns>How many histories were removed.</returns>
    public async Task<int> RunAsync(IListOrchestrations orchestrations, DateTimeOffset now, RunBudget budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        ArgumentNullException.ThrowIfNull(budget);
        int purged = 0;
        await foreach (ListRequestId finished in orchestrations.FinishedAsync(_shares.Next(now), cancellationToken))
        {
            if (budget.IsSpent)
            {
                break;
            }

            ListRequest? request = await requests.FindAsync(finished, cancellationToken);
            bool over = request is null || (await lists.FindAsync(request.List, cancellationToken))?.Value.State == ListState.Destroyed;
            if (!over || await orchestrations.PurgeAsync(finished, cancellationToken) != PurgeOutcome.Gone)
            {
                continue;
            }

            purged++;
            if (request is not null && await marks.HistoryGoneAsync(request.List, cancellationToken) is { DestroyedAt: { } destroyedAt } record)
            {
                await remains.LeaveAsync(new PromisedDeletion(destroyedAt, request.List, request.Id, request.Campaign, request.Practitioner), record, cancellationToken);
            }
        }

        return purged;
    }
}
