using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace Outreach.LocalHost.Durable;

/// <summary>What an orchestration can be told; names are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageType>))]
public enum MessageType
{
    /// <summary>Begin or go on: nothing new happened.</summary>
    Run,
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
public sealed record Message(
    MessageType Type, int Id = -1, string? Name = null, string? Payload = null, StoredFailure? Failure = null, bool Recursive = false)
{
    /// <summary>Row of the inbox, of a message that is stored before it is told; null for what follows from history after a crash.</summary>
    [JsonIgnore]
    public string? Key { get; init; }
}

/// <summary>Something an orchestration tells another instance; stored with the turn that said it, removed once delivered.</summary>
/// <param name="To">The receiver.</param>
/// <param name="Message">What to tell, if it is a message.</param>
/// <param name="Start">What to start, if it is a sub-orchestration.</param>
public sealed record Outgoing(string To, Message? Message = null, StartRequest? Start = null)
{
    [JsonIgnore]
    public string Key { get; init; } = "";
}

/// <summary>A start, as stored.</summary>
public sealed record StartRequest(
    string Name, string? Input, string? ParentId = null, string? ParentName = null, int ParentTaskId = -1, DateTimeOffset? StartAt = null, string? Version = null)
{
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public InstanceState ToState(string instanceId, DateTimeOffset now) => new()
    {
        InstanceId = instanceId,
        Name = Name,
        Status = OrchestrationRuntimeStatus.Pending,
        CreatedAt = now,
        UpdatedAt = now,
        StartAt = StartAt,
        Input = Input,
        ParentId = ParentId,
        ParentName = ParentName,
        ParentTaskId = ParentTaskId,
        Tags = Tags,
        Version = Version,
    };
}
