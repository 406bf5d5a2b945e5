using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Outreach.Core.Audit;

namespace Outreach.Functions.Audit;

/// <summary>Every night: verifies every audit stream against the last checkpoint, and records the new heads.</summary>
public sealed partial class CheckpointAuditFunction(CheckpointAuditHandler handler, ILogger<CheckpointAuditFunction> logger)
{
    [Function(nameof(CheckpointAuditFunction))]
    public async Task RunAsync([TimerTrigger("0 15 2 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (timer.IsPastDue)
        {
            LogPastDue();
        }

        CheckpointOutcome outcome = await handler.RunAsync(cancellationToken);
        LogOutcome(outcome.Streams, outcome.Altered.Count);
        foreach (AuditVerdict altered in outcome.Altered)
        {
            LogAltered(altered.Stream.Value, altered.Fault, altered.At);
        }
    }

    [LoggerMessage(7001, LogLevel.Warning, "Checking the audit trail later than scheduled.")]
    private partial void LogPastDue();

    [LoggerMessage(7002, LogLevel.Information, "Audit trail checked: {Streams} streams, {Altered} of them altered.")]
    private partial void LogOutcome(int streams, int altered);

    [LoggerMessage(7003, LogLevel.Critical, "The audit stream {Stream} was altered: {Fault} at {At}.")]
    private partial void LogAltered(string stream, AuditFault? fault, long at);
}
