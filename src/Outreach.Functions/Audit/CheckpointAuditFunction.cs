using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Outreach.Core.Audit;

namespace Outreach.Functions.Audit;

/// <summary>Every night: verifies every audit stream against the latest checkpoint, signs a new one, and lets go of what retention is over for.</summary>
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

        CheckpointOutcome outcome = await handler.RunAsync(LogFindings, cancellationToken);
        LogOutcome(outcome.Number, outcome.Streams, outcome.Altered.Count);
        LogRetention(outcome.Retention.Erased, outcome.Retention.Waiting, outcome.Retention.Checkpoints);
    }

    private void LogFindings(IReadOnlyList<AuditVerdict> streams, IReadOnlyList<CheckpointFinding> checkpoints)
    {
        foreach (AuditVerdict altered in streams)
        {
            LogAltered(altered.Stream.Value, altered.Fault, altered.At);
        }

        foreach (CheckpointFinding altered in checkpoints)
        {
            LogCheckpoint(altered.Number, altered.Fault);
        }
    }

    [LoggerMessage(7001, LogLevel.Warning, "Checking the audit trail later than scheduled.")]
    private partial void LogPastDue();

    [LoggerMessage(7002, LogLevel.Information, "Audit trail checked, checkpoint {Number}: {Streams} streams, {Altered} of them altered.")]
    private partial void LogOutcome(long? number, int streams, int altered);

    [LoggerMessage(7003, LogLevel.Critical, "The audit stream {Stream} was altered: {Fault} at {At}.")]
    private partial void LogAltered(string stream, AuditFault? fault, long at);

    [LoggerMessage(7004, LogLevel.Critical, "The audit checkpoint {Number} was altered: {Fault}.")]
    private partial void LogCheckpoint(long number, CheckpointFault fault);

    [LoggerMessage(7005, LogLevel.Information, "Retention of the audit trail: {Erased} streams erased, {Waiting} not yet, {Checkpoints} old checkpoints removed.")]
    private partial void LogRetention(int erased, int waiting, int checkpoints);
}
