using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Outreach.Core.Deletion;

namespace Outreach.Functions.Deletion;

/// <summary>Destroys everything due or orphaned, whatever happened to orchestrations (C4, C5).</summary>
public sealed partial class EnforceDeletionFunction(EnforceDeletionHandler handler, ILogger<EnforceDeletionFunction> logger)
{
    [Function(nameof(EnforceDeletionFunction))]
    public async Task RunAsync(
        [TimerTrigger("%EnforceDeletion:Schedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (timer.IsPastDue)
        {
            LogPastDue();
        }

        EnforcementCounts counts = await handler.RunAsync(new DurableListOrchestrations(client), cancellationToken);
        LogCounts(counts.Destroyed, counts.Purged, counts.Orphans, counts.Waiting);
    }

    [LoggerMessage(5001, LogLevel.Warning, "Enforcing deletion later than scheduled.")]
    private partial void LogPastDue();

    [LoggerMessage(5002, LogLevel.Information, "Deletion enforced: {Destroyed} lists destroyed, {Purged} histories purged, {Orphans} orphans removed, {Waiting} left for the next run.")]
    private partial void LogCounts(int destroyed, int purged, int orphans, int waiting);
}
