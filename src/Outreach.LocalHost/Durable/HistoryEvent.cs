using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace Outreach.LocalHost.Durable;

/// <summary>What can happen in the life of an orchestration; names are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HistoryEventType>))]
public enum HistoryEventType
{
    ExecutionStarted,
    TurnStarted,
    TaskScheduled,
    TaskCompleted,
    TaskFailed,
    TimerCreated,
    TimerFired,
    EventRaised,
    EventSent,
    SubOrchestrationCreated,
    SubOrchestrationCompleted,
    SubOrchestrationFailed,
    Suspended,
    Resumed,
    ExecutionCompleted,
    ExecutionFailed,
    ExecutionTerminated,
}

/// <summary>One entry of an orchestration's history: enough to run its code again to the same place.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Id">Which action of the orchestrator it is about, counted from 0; -1 where it is about none.</param>
/// <param name="Name">Activity, orchestrator or event name.</param>
/// <param name="At">When, UTC; of a timer, when it fires.</param>
/// <param name="Payload">Serialized input, result or event payload.</param>
/// <param name="Instance">The other instance, of an event sent or a sub-orchestration.</param>
/// <param name="Failure">Of a failure.</param>
/// <param name="Version">Of a sub-orchestration.</param>
public sealed record HistoryEvent(
    HistoryEventType Type,
    int Id = -1,
    string? Name = null,
    DateTime At = default,
    string? Payload = null,
    string? Instance = null,
    StoredFailure? Failure = null,
    string? Version = null)
{
    /// <summary>Of a sub-orchestration.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>Failure details as stored.</summary>
public sealed record StoredFailure(string ErrorType, string ErrorMessage, string? StackTrace, StoredFailure? Inner)
{
    public static StoredFailure From(TaskFailureDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return new StoredFailure(
            details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? From(inner) : null);
    }

    public static StoredFailure From(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception is TaskFailedException failed
            ? new StoredFailure(failed.GetType().ToString(), failed.Message, failed.StackTrace, From(failed.FailureDetails))
            : new StoredFailure(
                exception.GetType().ToString(), exception.Message, exception.StackTrace, exception.InnerException is { } inner ? From(inner) : null);
    }

    public TaskFailureDetails ToDetails() => new(ErrorType, ErrorMessage, StackTrace, Inner?.ToDetails(), null);
}
