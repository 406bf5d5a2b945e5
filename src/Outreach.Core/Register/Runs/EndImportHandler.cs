using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>The last steps of every import, however it ended: nothing of the extract, and no row that nobody reads, is left.</summary>
/// <remarks>An import that comes here without an end has failed. Safe to run twice; the deletion timer runs both for what the orchestration left.</remarks>
public sealed class EndImportHandler(ImportRuns runs, IRegisterWriter writer, ImportRemains remains)
{
    public async Task RunAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken)
    {
        ImportRun run = await runs.GetAsync(campaign, import, cancellationToken);
        if (!run.IsOver)
        {
            // Complete all the same: the answer to its last call may have been lost.
            bool complete = run is { State: ImportState.Completing, Kind: ImportKind.Full }
                && (await writer.FindCompleteAsync(campaign, cancellationToken))?.Generation == run.Generation;
            run = complete
                ? await runs.EndAsync(run, ImportState.Completed, failure: null, cancellationToken)
                : await runs.EndAsync(run, ImportState.Failed, RegisterFailures.ImportFailed, cancellationToken);
        }

        await remains.DestroyAsync(run, cancellationToken);
    }

    /// <summary>After the end: rows that will never be seen, and those of earlier generations, are removed.</summary>
    public async Task SweepAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken)
    {
        ImportRun run = await runs.GetAsync(campaign, import, cancellationToken);
        if (run is { Kind: ImportKind.Full, Generation: > 0, State: not ImportState.Completed })
        {
            await writer.DiscardAsync(campaign, run.Generation, cancellationToken);
        }

        if (await writer.FindCompleteAsync(campaign, cancellationToken) is { } current)
        {
            await writer.SweepAsync(campaign, current.Generation, cancellationToken);
        }

        await runs.MoveAsync(run, new ImportEvent.RowsGone(runs.Now), cancellationToken);
    }
}
