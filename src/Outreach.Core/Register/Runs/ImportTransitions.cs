using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>What may happen to an import.</summary>
public abstract record ImportEvent
{
    private ImportEvent()
    {
    }

    /// <summary>The extract was read to its end; its good rows stand in parts.</summary>
    public sealed record Sorted(string Attempt, string Sha256, RegisterImportCounts Counts) : ImportEvent;

    /// <summary>Everybody who stands twice is known; rows may be written.</summary>
    public sealed record Begun(int Generation, RegisterImportCounts Counts, DateTimeOffset At) : ImportEvent;

    /// <summary>Everything is written.</summary>
    public sealed record Written : ImportEvent;

    public sealed record Ended(ImportState State, ImportFault? Fault, DateTimeOffset At) : ImportEvent;

    public sealed record RemainsGone(DateTimeOffset At) : ImportEvent;

    public sealed record RowsGone(DateTimeOffset At) : ImportEvent;

    public sealed record RejectedGone(DateTimeOffset At) : ImportEvent;
}

/// <summary>The one place that says how an import goes on; a move that is not here is refused.</summary>
public static class ImportTransitions
{
    /// <summary>Null when the event has no place in that state.</summary>
    public static ImportRun? Next(ImportRun run, ImportEvent what)
    {
        ArgumentNullException.ThrowIfNull(run);
        return (run.State, what) switch
        {
            (ImportState.Reading, ImportEvent.Sorted sorted) =>
                run with { State = ImportState.Matching, Attempt = sorted.Attempt, Sha256 = sorted.Sha256, Counts = sorted.Counts },
            (ImportState.Matching, ImportEvent.Begun begun) =>
                run with { State = ImportState.Loading, Generation = begun.Generation, Counts = begun.Counts, LoadingAt = begun.At },
            (ImportState.Loading, ImportEvent.Written) => run with { State = ImportState.Completing },
            (_, ImportEvent.Ended ended) when MayEnd(run.State, ended.State) => run with { State = ended.State, Fault = ended.Fault, EndedAt = ended.At },
            (_, ImportEvent.RemainsGone gone) when run.IsOver => run with { RemainsGoneAt = run.RemainsGoneAt ?? gone.At },
            (_, ImportEvent.RowsGone gone) when run.IsOver => run with { RowsGoneAt = run.RowsGoneAt ?? gone.At },
            (_, ImportEvent.RejectedGone gone) when run.IsOver => run with { RejectedGoneAt = run.RejectedGoneAt ?? gone.At },
            _ => null,
        };
    }

    private static bool MayEnd(ImportState from, ImportState to) => (from, to) switch
    {
        (ImportState.Completing, ImportState.Completed or ImportState.Superseded or ImportState.Refused or ImportState.Failed) => true,
        (ImportState.Reading or ImportState.Matching or ImportState.Loading, ImportState.Cancelled or ImportState.Refused or ImportState.Superseded or ImportState.Failed) => true,
        (ImportState.Matching, ImportState.Unchanged) => true,
        _ => false,
    };
}
