using System.Globalization;
using Outreach.Core.Audit;

namespace Outreach.Core.Deletion;

/// <summary>Destroys whatever is due or orphaned, whatever happened to orchestrations (C4, C5), and says in the audit trail what it did.</summary>
/// <remarks>Safe to run late, twice, and in parallel with itself. What nobody foresaw is in the result, for the caller to report and throw: it must not silence what else the run found.</remarks>
public sealed class EnforceDeletionHandler(
    DueSweep due, HistorySweep histories, DeletionDuties duties, IAuditTrail audit, TimeProvider time)
{
    public async Task<EnforcementResult> RunAsync(IListOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        DateTimeOffset now = time.GetUtcNow();
        RunBudget budget = duties.NewBudget();
        var tally = new EnforcementTally();
        bool complete = await due.RunAsync(orchestrations, now, budget, tally, cancellationToken);
        if (complete)
        {
            await duties.TryAsync("Histories", tally, async () => new DutyOutcome(await histories.RunAsync(orchestrations, now, budget, cancellationToken), 0, 0), cancellationToken);
        }

        await duties.RunAsync(now, tally, cancellationToken);
        EnforcementResult result = tally.Result(complete);
        await audit.AppendAsync(AuditStream.ForDeletion(now), Enforced(result), cancellationToken);
        return result;
    }

    private static AuditEvent Enforced(EnforcementResult result)
    {
        static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
        return new AuditEvent("deletion.enforced", "system", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["outcome"] = result.Failures.Count > 0 ? "Failed" : result.Complete ? "Complete" : "Partial",
            ["destroyed"] = Count(result.Destroyed),
            ["purged"] = Count(result.Purged),
            ["erased"] = Count(result.Erased),
            ["removed"] = Count(result.Removed),
            ["blocked"] = Count(result.Obstacles.Values.Sum()),
            ["waiting"] = Count(result.Waiting),
            ["late"] = Count(result.Late),
        });
    }
}
