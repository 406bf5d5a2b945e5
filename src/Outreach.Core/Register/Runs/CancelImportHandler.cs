namespace Outreach.Core.Register.Runs;

/// <summary>Ends an import that is not the register yet. Its orchestration finds it ended, and destroys what there is of it.</summary>
public sealed class CancelImportHandler(ImportRuns runs, ImportJournal journal)
{
    public async Task<Result<ImportRun>> RunAsync(string campaignText, string importText, string actor, CancellationToken cancellationToken)
    {
        if (await GetImportHandler.FindAsync(runs, campaignText, importText, cancellationToken) is not { } run)
        {
            return RegisterFailures.ImportNotFound;
        }

        if (!run.IsOver)
        {
            await journal.CancelledAsync(run, actor, cancellationToken);
            run = await runs.EndAsync(run, ImportState.Cancelled, RegisterFailures.ImportCancelled, cancellationToken);
        }

        return run.State == ImportState.Cancelled ? run : RegisterFailures.ImportOver;
    }
}
