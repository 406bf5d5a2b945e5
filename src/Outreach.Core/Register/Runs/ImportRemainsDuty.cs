using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Core.Register.Runs;

/// <summary>What imports leave behind must not outlive them: extracts, parts and rows that nobody reads whatever happened to the orchestration, reports after their days, records after a year (C5).</summary>
public sealed class ImportRemainsDuty(ICampaignStore campaigns, ImportRuns runs, EndImportHandler end, ImportRemains remains, RegisterPolicy policy) : IDeletionDuty
{
    /// <summary>As long as the audit trail may (C14).</summary>
    private const int RecordDays = 365;

    /// <summary>How long the orchestration has for its last step before the timer takes it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    public string Name => "Imports";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0, late = 0, waiting = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            await foreach (ImportRun run in runs.Store.ListAsync(campaign.Id, cancellationToken))
            {
                if (DueOf(run, now) is not { } due)
                {
                    continue;
                }

                try
                {
                    await due.Work(cancellationToken);
                    removed++;
                    late += now - due.At > Grace ? 1 : 0;
                }
                catch (TransientDependencyException)
                {
                    waiting++;
                }
            }
        }

        return new DutyOutcome(removed, late, waiting);
    }

    private (DateTimeOffset At, Func<CancellationToken, Task> Work)? DueOf(ImportRun run, DateTimeOffset now)
    {
        (DateTimeOffset At, Func<CancellationToken, Task> Work) due = run switch
        {
            { EndedAt: null } => (run.AskedAt.AddHours(policy.ImportHours), cancelled => FinishAsync(run, cancelled)),
            { EndedAt: { } ended } when run.RemainsGoneAt is null || run.RowsGoneAt is null => (ended + Grace, cancelled => FinishAsync(run, cancelled)),
            { RejectedGoneAt: null, EndedAt: { } ended } => (ended.AddDays(policy.RejectedDays), cancelled => remains.DestroyRejectedAsync(run, cancelled)),
            { EndedAt: { } ended } => (ended.AddDays(RecordDays), cancelled => runs.Store.RemoveAsync(run.Campaign, run.Id, cancelled)),
        };
        return due.At <= now ? due : null;
    }

    private async Task FinishAsync(ImportRun run, CancellationToken cancellationToken)
    {
        await end.RunAsync(run.Campaign, run.Id, cancellationToken);
        await end.SweepAsync(run.Campaign, run.Id, cancellationToken);
    }
}
