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
    /// <summary>Causes of causes that are kept: JSON is 64 levels deep at most, and what cannot be written would be tried for ever.</summary>
    private const int MostCauses = 32;

    public static StoredFailure From(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return From(exception, MostCauses);
    }

    private static StoredFailure From(TaskFailureDetails details, int causes) => new(
        details.ErrorType, details.ErrorMessage, details.StackTrace, causes > 0 && details.InnerFailure is { } inner ? From(inner, causes - 1) : null);

    private static StoredFailure From(Exception exception, int causes) => new(
        exception.GetType().ToString(), exception.Message, exception.StackTrace, causes > 0 ? Cause(exception, causes - 1) : null);

    private static StoredFailure? Cause(Exception exception, int causes) => exception switch
    {
        TaskFailedException failed => From(failed.FailureDetails, causes),
        { InnerException: { } inner } => From(inner, causes),
        _ => null,
    };

    public TaskFailureDetails ToDetails() => new(ErrorType, ErrorMessage, StackTrace, Inner?.ToDetails(), null);
}
