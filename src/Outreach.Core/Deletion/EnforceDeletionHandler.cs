using System.Globalization;
using Outreach.Core.Audit;

namespace Outreach.Core.Deletion;

/// <summary>Destroys whatever is due or orphaned, whatever happened to orchestrations (C4, C5), and says in the audit trail what it did.</summary>
/// <remarks>Safe to run late, twice, and in parallel with itself. What nobody foresaw is thrown when everything else is done.</remarks>
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
            await duties.TryAsync("Histories", tally, async () => new DutyOutcome(await histories.RunAsync(orchestrations, now, budget, cancellationToken), 0, 0));
        }

        await duties.RunAsync(now, tally, cancellationToken);
        EnforcementResult result = tally.Result(complete);
        await audit.AppendAsync(AuditStream.ForDeletion(now), Enforced(result, tally.Failures.Count > 0), cancellationToken);
        return tally.Failures.Count == 0
            ? result
            : throw new AggregateException("Deletion could not be enforced everywhere; the other lists were dealt with.", tally.Failures);
    }

    private static AuditEvent Enforced(EnforcementResult result, bool failed)
    {
        static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
        return new AuditEvent("deletion.enforced", "system", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["outcome"] = failed ? "Failed" : result.Complete ? "Complete" : "Partial",
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
