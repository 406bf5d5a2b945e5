using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Functions.Deletion;

/// <summary>Destroys everything due or orphaned, whatever happened to orchestrations (C4, C5). A run that has no time left leaves the rest to the next.</summary>
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

        EnforcementResult result = await handler.RunAsync(new DurableListOrchestrations(client), cancellationToken);
        Log(result);
        result.ThrowIfFailed();
    }

    private void Log(EnforcementResult result)
    {
        LogCounts(result.Destroyed, result.Purged, result.Erased, result.Removed, result.Waiting, result.Complete);
        if (result.Late > 0)
        {
            LogLate(result.Late);
        }

        foreach (BlockedList blocked in result.Blocked)
        {
            LogBlocked(blocked.List, blocked.Obstacle.Code, blocked.Obstacle.Since);
        }
    }

    [LoggerMessage(5001, LogLevel.Warning, "Enforcing deletion later than scheduled.")]
    private partial void LogPastDue();

    [LoggerMessage(5002, LogLevel.Information, "Deletion enforced: {Destroyed} lists destroyed, {Purged} histories purged, {Erased} remains erased, {Removed} things removed by duties, {Waiting} left for the next run; everything due had its turn: {Complete}.")]
    private partial void LogCounts(int destroyed, int purged, int erased, int removed, int waiting, bool complete);

    [LoggerMessage(5003, LogLevel.Critical, "{Late} things were found past due by more than the timer's rhythm explains.")]
    private partial void LogLate(int late);

    [LoggerMessage(5004, LogLevel.Error, "The destruction of list {List} is kept by {Obstacle} since {Since}. Nothing opens it.")]
    private partial void LogBlocked(ListId list, Obstacle obstacle, DateTimeOffset since);
}
