using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>Makes what was written the register, at once and as a whole, after the audit trail knows of it.</summary>
/// <remarks>Killed between two of its steps and run again, the audit event may stand twice, and the outcome is the same.</remarks>
public sealed class CompleteImportHandler(ImportRuns runs, IRegisterWriter writer, ImportJournal journal)
{
    public async Task RunAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken)
    {
        ImportRun run = await runs.GetAsync(campaign, import, cancellationToken);
        if (run.State == ImportState.Loading)
        {
            IReadOnlyList<ImportProgress> progress = await runs.Store.ReadProgressAsync(campaign, import, cancellationToken);
            if (progress.Count(part => part is { Phase: ImportPhase.Loading, IsComplete: true }) != run.Parts)
            {
                throw new InvalidOperationException("Not every part was written.");
            }

            run = await runs.MoveAsync(run, new ImportEvent.Written(), cancellationToken);
        }

        if (run.State == ImportState.Completing)
        {
            await journal.WrittenAsync(run, cancellationToken);
            await EndAsync(run, cancellationToken);
        }
    }

    private async Task EndAsync(ImportRun run, CancellationToken cancellationToken)
    {
        if (run.Kind == ImportKind.Delta)
        {
            // An import that was begun or completed meanwhile may put these people aside; whoever sent them must know.
            bool holds = await writer.FindNewestGenerationAsync(run.Campaign, cancellationToken) == run.Generation;
            await runs.EndAsync(run, holds ? ImportState.Completed : ImportState.Superseded, holds ? null : RegisterFailures.LoadedMeanwhile, cancellationToken);
            return;
        }

        RegisterImport complete = new(run.Generation, run.Sha256, RegisterImportState.Complete, run.LoadingAt!.Value, run.Counts)
        {
            CompletedAt = runs.Now,
            Run = run.Id.Value,
        };
        bool won = await writer.CompleteAsync(run.Campaign, complete, cancellationToken);
        await runs.EndAsync(run, won ? ImportState.Completed : ImportState.Superseded, won ? null : RegisterFailures.Superseded, cancellationToken);
    }
}
