using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>How far a promise was kept in one run.</summary>
/// <param name="Destroyed">The list is destroyed.</param>
/// <param name="Purged">Its history is gone, verified.</param>
/// <param name="Erased">A request or a record had served its time and was removed.</param>
/// <param name="Waiting">The promise must be tried again.</param>
/// <param name="Blocked">What is in the way, where something is.</param>
public sealed record KeptPromise(
    bool Destroyed = false, bool Purged = false, bool Erased = false, bool Waiting = false, BlockedList? Blocked = null);

/// <summary>Keeps one promise of deletion as far as it can be kept now: list, then history, then what is left of both when its time is over.</summary>
/// <remarks>Safe to run twice and in parallel. A promise is replaced by the next one of the same list, never dropped, until nothing of the list is left.</remarks>
public sealed class KeepPromiseHandler(
    IListStore lists, IListRequestStore requests, DestroyListHandler destroy, ListMarks marks, ListRemains remains)
{
    /// <summary>An orchestration tries for an hour; one that goes on longer after its list was destroyed is stuck.</summary>
    private static readonly TimeSpan HistoryPatience = TimeSpan.FromHours(2);

    public async Task<KeptPromise> RunAsync(PromisedDeletion promise, IListOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promise);
        ArgumentNullException.ThrowIfNull(orchestrations);
        ListRecord? record = (await lists.FindAsync(promise.List, cancellationToken))?.Value;
        if (record is { HistoryPurgedAt: not null, DestroyedAt: { } destroyedAt })
        {
            return new KeptPromise(Erased: await remains.EraseAsync(promise, destroyedAt, cancellationToken));
        }

        ListRequest? request = await requests.FindAsync(promise.Request, cancellationToken)
            ?? await FindActiveAsync(promise, cancellationToken)
            ?? (record is null ? null : ListRequest.Of(record));
        if (request is not null)
        {
            Destruction destruction = await destroy.RunAsync(request, EndReason.Expired, "system", cancellationToken);
            if (destruction is { Obstacle: not null, Record: { Obstacle: { } found } blocked })
            {
                return new KeptPromise(
                    Destroyed: blocked.State == ListState.Destroyed && record?.State != ListState.Destroyed, Waiting: true, Blocked: new BlockedList(blocked.Id, found));
            }
        }

        var kept = new KeptPromise(Destroyed: request is not null && record?.State != ListState.Destroyed);
        switch (await orchestrations.PurgeAsync(promise.Request, cancellationToken))
        {
            case PurgeOutcome.Gone:
                await remains.LeaveAsync(promise, await marks.HistoryGoneAsync(promise.List, cancellationToken), cancellationToken);
                return kept with { Purged = true };
            case PurgeOutcome.Running:
                await orchestrations.WakeAsync(promise.Request, cancellationToken);
                return kept with { Waiting = true, Blocked = await marks.BlockAsync(promise.List, Obstacle.HistoryRunning, HistoryPatience, cancellationToken) };
            default:
                return kept with { Waiting = true, Blocked = await marks.BlockAsync(promise.List, Obstacle.HistoryStillThere, TimeSpan.Zero, cancellationToken) };
        }
    }

    /// <summary>A request whose own row was never written: a kill right after the doctor's row, which holds its key and comment.</summary>
    private async Task<ListRequest?> FindActiveAsync(PromisedDeletion promise, CancellationToken cancellationToken) =>
        promise is { Campaign: { } campaign, Practitioner: { } practitioner }
        && await requests.FindDoctorAsync(campaign, practitioner, cancellationToken) is { Value.Active: { } active }
        && active.Id == promise.Request
            ? active
            : null;
}
