using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>How an import stands, as its caller is told; numbers only.</summary>
/// <param name="Rows">Lines read, or, once they are all read, rows written.</param>
/// <param name="Percent">Of the phase it is in; 100 at its end.</param>
/// <param name="RowsPerSecond">Of that phase; null while nobody can tell.</param>
/// <param name="SecondsLeft">Of that phase, at the same pace; null while nobody can tell.</param>
public sealed record ImportStatus(ImportRun Run, RegisterImportCounts Counts, long Rows, int Percent, double? RowsPerSecond, double? SecondsLeft)
{
    public static ImportStatus Of(ImportRun run, IReadOnlyList<ImportProgress> progress, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.State switch
        {
            ImportState.Reading => Reading(run, progress.FirstOrDefault(part => part.Phase == ImportPhase.Reading), now),
            ImportState.Matching => new ImportStatus(run, run.Counts, run.Counts.Loaded + run.Counts.Refused, Share(Complete(ImportPhase.Matching), run.Parts), null, null),
            ImportState.Loading => Loading(run, progress, now),
            _ => new ImportStatus(run, run.Counts, run.Counts.Loaded + run.Counts.Refused, 100, null, null),
        };

        int Complete(ImportPhase phase) => progress.Count(part => part.Phase == phase && part.IsComplete);
    }

    private static ImportStatus Reading(ImportRun run, ImportProgress? so, DateTimeOffset now)
    {
        if (so is null)
        {
            return new ImportStatus(run, RegisterImportCounts.None, 0, 0, null, null);
        }

        RegisterImportCounts counts = new(so.Rows - so.Refused, so.Refused, 0, so.ByReason ?? RegisterImportCounts.None.ByReason);
        return Paced(run, counts, so.Rows, Math.Min(so.Done, so.Of), so.Of, now - run.AskedAt);
    }

    private static ImportStatus Loading(ImportRun run, IReadOnlyList<ImportProgress> progress, DateTimeOffset now)
    {
        // A person of several doctors stands in several parts: a few rows more than people.
        long rows = progress.Where(part => part.Phase == ImportPhase.Loading).Sum(part => part.Rows);
        return Paced(run, run.Counts, rows, Math.Min(rows, run.Counts.Loaded), run.Counts.Loaded, now - run.LoadingAt!.Value);
    }

    private static ImportStatus Paced(ImportRun run, RegisterImportCounts counts, long rows, long done, long of, TimeSpan taken)
    {
        double seconds = taken.TotalSeconds;
        bool tells = seconds >= 1 && done > 0;
        return new ImportStatus(
            run, counts, rows, Share(done, of), tells ? Math.Round(rows / seconds, 1) : null, tells ? Math.Round((of - done) * seconds / done) : null);
    }

    private static int Share(long done, long of) => of == 0 ? 0 : (int)(Math.Min(done, of) * 100 / of);
}
