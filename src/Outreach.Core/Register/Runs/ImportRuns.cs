using Outreach.Core.Campaigns;

namespace Outreach.Core.Register.Runs;

/// <summary>An import ended, by a cancel for instance, while a step of it was at work.</summary>
internal sealed class ImportOverException() : Exception("The import has ended.");

/// <summary>Finds imports, and moves them from state to state, each move by the version that was read.</summary>
public sealed class ImportRuns(IImportRunStore store, TimeProvider time)
{
    private const int Attempts = 10;

    public IImportRunStore Store => store;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The import; one that was started must be there.</summary>
    public async Task<ImportRun> GetAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken) =>
        await FindAsync(campaign, import, cancellationToken) ?? throw new InvalidOperationException("There is no such import.");

    public async Task<ImportRun?> FindAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken) =>
        (await store.FindAsync(campaign, import, cancellationToken))?.Value;

    /// <summary>The import as it is after the event, or, where the event has no place any more, as it is without.</summary>
    public async Task<ImportRun> MoveAsync(ImportRun run, ImportEvent what, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Versioned<ImportRun> found = await store.FindAsync(run.Campaign, run.Id, cancellationToken)
                ?? throw new InvalidOperationException("There is no such import.");
            if (ImportTransitions.Next(found.Value, what) is not { } next || next == found.Value)
            {
                return found.Value;
            }

            if (await store.TryReplaceAsync(next, found.ETag, cancellationToken))
            {
                return next;
            }
        }

        throw new TransientDependencyException("The import is changed again and again.");
    }

    public Task<ImportRun> EndAsync(ImportRun run, ImportState state, Failure? failure, CancellationToken cancellationToken)
    {
        ImportFault? fault = failure is null ? null : new ImportFault(failure.Code, failure.English, failure.French);
        return MoveAsync(run, new ImportEvent.Ended(state, fault, Now), cancellationToken);
    }

    /// <summary>The last import of an extract's name; null when there never was one.</summary>
    public async Task<ImportRun?> FindLastOfAsync(CampaignId campaign, string extract, CancellationToken cancellationToken)
    {
        ImportRun? last = null;
        await foreach (ImportRun run in store.ListAsync(campaign, cancellationToken))
        {
            last = run.Extract == extract && run.AskedAt >= (last?.AskedAt ?? DateTimeOffset.MinValue) ? run : last;
        }

        return last;
    }

    /// <summary>Tells how far a step is every other second, and looks whether anybody ended the import.</summary>
    internal ImportPulse Pulse(ImportRun run) => new(store, run, time);
}

/// <summary>See <see cref="ImportRuns.Pulse"/>.</summary>
internal sealed class ImportPulse(IImportRunStore store, ImportRun run, TimeProvider time)
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(2);

    private long _last = time.GetTimestamp();

    /// <exception cref="ImportOverException">Go no further.</exception>
    public async ValueTask BeatAsync(Func<ImportProgress> progress, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_last) < Rhythm)
        {
            return;
        }

        await store.TellAsync(run.Campaign, run.Id, progress(), cancellationToken);
        if (await store.FindAsync(run.Campaign, run.Id, cancellationToken) is not { Value.IsOver: false })
        {
            throw new ImportOverException();
        }

        _last = time.GetTimestamp();
    }
}
