namespace Outreach.Core.Register.Runs;

/// <summary>Destroys the files of imports, and proves it: each deleted, read back as gone, and told in the audit trail.</summary>
public sealed class ImportRemains(IImportBlobs blobs, ImportRuns runs, ImportJournal journal)
{
    /// <summary>The landed extract, the parts, and the reports of readings that do not count. Safe to run twice; what was landed under the name since is not touched.</summary>
    /// <exception cref="TransientDependencyException">Something is in the way; the deletion timer goes on with it.</exception>
    public async Task DestroyAsync(ImportRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.RemainsGoneAt is not null)
        {
            return;
        }

        string kept = run.Attempt.Length == 0 ? "" : $"{PartLayout.FolderOf(run)}{run.Attempt}/";
        int files = await DestroyLandedAsync(run, cancellationToken)
            + await DestroyAsync(ImportPlace.Parts, PartLayout.FolderOf(run), _ => true, cancellationToken)
            + await DestroyAsync(
                ImportPlace.Rejected, PartLayout.FolderOf(run), blob => kept.Length == 0 || !blob.Name.StartsWith(kept, StringComparison.Ordinal), cancellationToken);
        await journal.RemainsGoneAsync(run, files, cancellationToken);
        await runs.MoveAsync(run, new ImportEvent.RemainsGone(runs.Now), cancellationToken);
    }

    /// <summary>The report of lines with faults.</summary>
    public async Task DestroyRejectedAsync(ImportRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        int files = await DestroyAsync(ImportPlace.Rejected, PartLayout.FolderOf(run), _ => true, cancellationToken);
        await journal.RejectedGoneAsync(run, files, cancellationToken);
        await runs.MoveAsync(run, new ImportEvent.RejectedGone(runs.Now), cancellationToken);
    }

    private Task<int> DestroyLandedAsync(ImportRun run, CancellationToken cancellationToken)
    {
        string name = ExtractName.Of(run.Campaign, run.Extract);
        return run.LandedParts == 0
            ? DestroyAsync(ImportPlace.Landing, name, blob => blob.Name == name && blob.ChangedAt <= run.LandedAt, cancellationToken)
            : DestroyAsync(ImportPlace.Posted, name + "/", blob => blob.ChangedAt <= run.LandedAt, cancellationToken);
    }

    private async Task<int> DestroyAsync(ImportPlace place, string prefix, Predicate<ImportBlob> due, CancellationToken cancellationToken)
    {
        int destroyed = 0;
        bool ours = place is ImportPlace.Parts or ImportPlace.Rejected;
        foreach (ImportBlob blob in await blobs.ListAsync(place, prefix, unfinished: ours, cancellationToken).Where(blob => due(blob)).ToListAsync(cancellationToken))
        {
            if (await blobs.DestroyAsync(place, blob.Name, cancellationToken) is { } obstacle)
            {
                throw new TransientDependencyException($"A file of an import is not gone ({obstacle}).");
            }

            destroyed++;
        }

        return destroyed;
    }
}
