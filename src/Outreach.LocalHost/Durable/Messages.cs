using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace Outreach.LocalHost.Durable;

/// <summary>What an orchestration can be told; names are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageType>))]
public enum MessageType
{
    TaskCompleted,
    TaskFailed,
    TimerFired,
    EventRaised,
    SubOrchestrationCompleted,
    SubOrchestrationFailed,
    Suspend,
    Resume,
    Terminate,
}

/// <summary>Something told to one orchestration.</summary>
/// <param name="Type">What is told.</param>
/// <param name="Id">Of an outcome: the number of the action that came to it.</param>
/// <param name="ExecutionId">Of an outcome: the execution that took the action. An outcome of an earlier execution is of no interest to a later one.</param>
/// <param name="Name">Of an event: its name.</param>
/// <param name="Payload">Serialized result, event payload, or output of a termination.</param>
/// <param name="Failure">Of a failure.</param>
/// <param name="Recursive">Of a termination: whether sub-orchestrations end too.</param>
public sealed record Message(
    MessageType Type,
    int Id = -1,
    string? ExecutionId = null,
    string? Name = null,
    string? Payload = null,
    StoredFailure? Failure = null,
    bool Recursive = false)
{
    /// <summary>Row of the inbox; null for what follows from history after a crash.</summary>
    [JsonIgnore]
    public string? Key { get; init; }

    /// <summary>Whether this answers an action of the orchestrator.</summary>
    [JsonIgnore]
    public bool IsOutcome => Type is MessageType.TaskCompleted or MessageType.TaskFailed or MessageType.TimerFired
        or MessageType.SubOrchestrationCompleted or MessageType.SubOrchestrationFailed;
}

/// <summary>Something an orchestration tells another instance; stored with the turn that said it, removed once delivered.</summary>
/// <param name="To">The receiver.</param>
/// <param name="Message">What to tell, if it is a message.</param>
/// <param name="Start">What to start, if it is a sub-orchestration.</param>
public sealed record Outgoing(string To, Message? Message = null, StartRequest? Start = null)
{
    /// <summary>Row of the outbox.</summary>
    [JsonIgnore]
    public string Key { get; init; } = "";
}

/// <summary>Which action of which execution an instance answers to.</summary>
public sealed record ParentAction(string InstanceId, string Name, string ExecutionId, int TaskId);

/// <summary>A start, as stored.</summary>
public sealed record StartRequest(string Name, string? Input, ParentAction? Parent = null, DateTimeOffset? StartAt = null, string? Version = null)
{
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public InstanceState ToState(string instanceId, DateTimeOffset now) => new()
    {
        InstanceId = instanceId,
        ExecutionId = Guid.NewGuid().ToString("N"),
        Name = Name,
        Status = OrchestrationRuntimeStatus.Pending,
        CreatedAt = now,
        UpdatedAt = now,
        StartAt = StartAt,
        WakeAt = StartAt,
        Input = Input,
        Parent = Parent,
        Tags = Tags,
        Version = Version,
    };
}
