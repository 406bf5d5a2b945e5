using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Outreach.Core.Deletion.Notices;

namespace Outreach.Functions.Deletion;

/// <summary>Reminds doctors before and after a list's end, and tells the insurer when nobody attests (C5).</summary>
public sealed partial class SendNoticesFunction(SendNoticesHandler handler, ILogger<SendNoticesFunction> logger)
{
    [Function(nameof(SendNoticesFunction))]
    public async Task RunAsync([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (timer.IsPastDue)
        {
            LogPastDue();
        }

        NoticeCounts counts = await handler.RunAsync(cancellationToken);
        LogCounts(counts.Reminded, counts.Unreachable, counts.Escalated, counts.Closed, counts.Waiting);
        if (counts.Failures.Count > 0)
        {
            throw new AggregateException(counts.Failures);
        }
    }

    [LoggerMessage(5011, LogLevel.Warning, "Sending notices later than scheduled.")]
    private partial void LogPastDue();

    [LoggerMessage(5012, LogLevel.Information, "Notices sent: {Reminded} reminders, {Unreachable} reached nobody, {Escalated} lists escalated, {Closed} closed, {Waiting} left for a later run.")]
    private partial void LogCounts(int reminded, int unreachable, int escalated, int closed, int waiting);
}
