using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Outreach.Core.ComplementaryOutreach.Schedules;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Plans waves that schedules say are due, and resumes whatever waves were interrupted; removes histories of those whose campaign is closed.</summary>
public sealed partial class ScheduleOutreachFunction(RunSchedulesHandler handler, ILogger<ScheduleOutreachFunction> logger)
{
    [Function(nameof(ScheduleOutreachFunction))]
    public async Task RunAsync(
        [TimerTrigger("%ScheduleOutreach:Schedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (timer.IsPastDue)
        {
            LogPastDue();
        }

        SchedulesRun run = await handler.RunAsync(cancellationToken);
        LogCounts(run.Planned, run.Skipped, run.Alive.Count);
        await new WaveOrchestrations(client).SettleAsync(run, cancellationToken);
        if (run.Failures.Count > 0)
        {
            throw new AggregateException("Not every campaign could be seen to; the others were.", run.Failures);
        }
    }

    [LoggerMessage(6001, LogLevel.Warning, "Scheduling outreach later than scheduled.")]
    private partial void LogPastDue();

    [LoggerMessage(6002, LogLevel.Information, "Outreach scheduled: {Planned} waves planned, {Skipped} occurrences planned none, {Alive} waves under way.")]
    private partial void LogCounts(int planned, int skipped, int alive);
}
