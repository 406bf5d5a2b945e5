using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>Decides, once every line is judged and every duplicate found, whether there is anything to load, and begins it.</summary>
/// <remarks>Run twice, the generation is the same.</remarks>
public sealed class BeginLoadHandler(ContactBooks books, ImportRuns runs, IRegisterWriter writer, ImportJournal journal, RegisterPolicy policy)
{
    public async Task<ImportStep> RunAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken)
    {
        ImportRun run = await runs.GetAsync(campaign, import, cancellationToken);
        return ImportStep.Of(run.State == ImportState.Matching ? await BeginAsync(run, cancellationToken) : run);
    }

    private async Task<ImportRun> BeginAsync(ImportRun run, CancellationToken cancellationToken)
    {
        if (await books.FindAsync(run.Campaign, cancellationToken) is not { } book)
        {
            return await runs.EndAsync(run, ImportState.Refused, Campaigns.Failures.NotFound, cancellationToken);
        }

        IReadOnlyList<ImportProgress> progress = await runs.Store.ReadProgressAsync(run.Campaign, run.Id, cancellationToken);
        List<ImportProgress> matched = [.. progress.Where(part => part is { Phase: ImportPhase.Matching, IsComplete: true })];
        if (matched.Count != run.Parts)
        {
            throw new InvalidOperationException("Not every part was looked through for duplicates.");
        }

        RegisterImportCounts counts = Without(run.Counts, matched.Sum(part => part.Refused));
        if (Refuse(run, book, counts) is { } refusal)
        {
            return await runs.EndAsync(run, ImportState.Refused, refusal, cancellationToken);
        }

        if (await IsKnownAsync(run, book, cancellationToken))
        {
            return await runs.EndAsync(run, ImportState.Unchanged, failure: null, cancellationToken);
        }

        int generation = run.Kind == ImportKind.Full
            ? (await writer.StartAsync(run.Campaign, run.Sha256, run.Id.Value, cancellationToken)).Generation
            : await writer.FindNewestGenerationAsync(run.Campaign, cancellationToken);
        await journal.BegunAsync(run, generation, counts, cancellationToken);
        return await runs.MoveAsync(run, new ImportEvent.Begun(generation, counts, runs.Now), cancellationToken);
    }

    private Failure? Refuse(ImportRun run, ContactBook book, RegisterImportCounts counts) =>
        counts.ByReason.GetValueOrDefault(RowReason.DuplicatePerson.Code) > policy.MaxDuplicates ? RegisterFailures.TooManyDuplicates
        : run.Kind == ImportKind.Delta && book.Generation == 0 ? Lists.Failures.RegisterNotLoaded
        : counts.Loaded == 0 ? RegisterFailures.NoGoodRow
        : null;

    /// <summary>Whether the register, or the last delta over it, was made of this very extract.</summary>
    private async Task<bool> IsKnownAsync(ImportRun run, ContactBook book, CancellationToken cancellationToken)
    {
        if (run.Kind == ImportKind.Full)
        {
            return (await writer.FindCompleteAsync(run.Campaign, cancellationToken))?.Sha256 == run.Sha256;
        }

        ImportRun? last = null;
        await foreach (ImportRun other in runs.Store.ListAsync(run.Campaign, cancellationToken))
        {
            bool counts = other is { Kind: ImportKind.Delta, State: ImportState.Completed } && other.Generation == book.Generation;
            last = counts && other.EndedAt >= (last?.EndedAt ?? DateTimeOffset.MinValue) ? other : last;
        }

        return last?.Sha256 == run.Sha256;
    }

    private static RegisterImportCounts Without(RegisterImportCounts counts, long duplicates)
    {
        SortedDictionary<string, long> byReason = new(counts.ByReason.ToDictionary(), StringComparer.Ordinal);
        if (duplicates > 0)
        {
            byReason[RowReason.DuplicatePerson.Code] = duplicates;
        }

        return counts with { Loaded = counts.Loaded - duplicates, Refused = counts.Refused + duplicates, ByReason = byReason };
    }
}
