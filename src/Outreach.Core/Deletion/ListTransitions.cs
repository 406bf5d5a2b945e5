using Outreach.Core.Audit;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>What can happen to a list.</summary>
public enum ListEvent
{
    /// <summary>Its ciphertext is complete and in the audit trail.</summary>
    Committed,

    /// <summary>Somebody or something ends it.</summary>
    EndRequested,

    /// <summary>Read back: no share, no row reference, no opening count.</summary>
    ShareGone,

    /// <summary>Read back: no ciphertext, no snapshot, no version.</summary>
    BlobGone,

    /// <summary>Its destruction stands in the audit trail.</summary>
    Recorded,

    /// <summary>Read back: no history of its orchestration.</summary>
    HistoryGone,
}

/// <summary>The moves of a list; pure functions, so that every case can be tabled.</summary>
public static class ListTransitions
{
    /// <summary>The state after an event. Ending a list that is over changes nothing; every other event out of turn is refused.</summary>
    /// <exception cref="InvalidOperationException">The move is illegal.</exception>
    public static ListState Next(ListState state, ListEvent happened) => (state, happened) switch
    {
        (ListState.Sealing, ListEvent.Committed) => ListState.Ready,
        (ListState.Sealing or ListState.Ready, ListEvent.EndRequested) => ListState.Destroying,
        (_, ListEvent.EndRequested) => state,
        (ListState.Destroying, ListEvent.ShareGone) => ListState.ShareDestroyed,
        (ListState.ShareDestroyed, ListEvent.BlobGone) => ListState.BlobDestroyed,
        (ListState.BlobDestroyed, ListEvent.Recorded) => ListState.Destroyed,
        (ListState.Destroyed, ListEvent.HistoryGone) => ListState.Destroyed,
        _ => throw new InvalidOperationException($"A list that is {state} cannot meet {happened}."),
    };

    public static ListRecord Commit(ListRecord record) => After(record, ListEvent.Committed);

    /// <summary>Begins destruction. The first reason and instant stay: a list ends once.</summary>
    public static ListRecord BeginDestruction(ListRecord record, EndReason reason, DateTimeOffset at)
    {
        ListRecord next = After(record, ListEvent.EndRequested);
        return record.IsOver ? record : next with { End = reason, EndedAt = at, LinkJwe = "" };
    }

    public static ListRecord ShareGone(ListRecord record) => After(record, ListEvent.ShareGone);

    public static ListRecord BlobGone(ListRecord record) => After(record, ListEvent.BlobGone) with { BlobName = "", Sha256 = "", Length = 0 };

    /// <summary>Ends destruction.</summary>
    public static ListRecord Complete(ListRecord record, DateTimeOffset at, AuditReceipt receipt) =>
        After(record, ListEvent.Recorded) with { DestroyedAt = at, Receipt = receipt };

    public static ListRecord HistoryGone(ListRecord record, DateTimeOffset at) =>
        After(record, ListEvent.HistoryGone) with { HistoryPurgedAt = record.HistoryPurgedAt ?? at };

    /// <summary>The same obstacle met again keeps its date.</summary>
    public static ListRecord Blocked(ListRecord record, Obstacle obstacle, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Obstacle?.Code == obstacle ? record : record with { Obstacle = new ObstacleFound(obstacle, at) };
    }

    /// <summary>Whatever moves is not blocked.</summary>
    private static ListRecord After(ListRecord record, ListEvent happened)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record with { State = Next(record.State, happened), Obstacle = null };
    }
}
