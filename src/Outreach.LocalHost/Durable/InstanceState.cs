using System.Text.Json.Serialization;
using Azure;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Outreach.LocalHost.Durable;

/// <summary>Where an orchestration stands; one row, written with every turn.</summary>
public sealed record InstanceState
{
    public required string InstanceId { get; init; }

    /// <summary>Another for every start and every ContinueAsNew of one instance id.</summary>
    public required string ExecutionId { get; init; }

    public required string Name { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Start no earlier than this.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>When its next timer fires, or it starts; null while it waits for no instant. Found by storage, so that memory need not hold what is far ahead.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Null where it was not read.</summary>
    [JsonIgnore]
    public string? Input { get; init; }

    /// <summary>Whether the input is a row of its own.</summary>
    public bool InputRow { get; init; }

    /// <summary>The newest history, as JSON objects joined by commas; it moves to rows of its own when it has grown.</summary>
    [JsonIgnore]
    public string Tail { get; init; } = "";

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public StoredFailure? Failure { get; init; }

    /// <summary>Counts ContinueAsNew; rows of an earlier execution do not count any more.</summary>
    public int Execution { get; init; }

    /// <summary>History rows that count, older than <see cref="Tail"/>; what a killed write left beyond is ignored.</summary>
    public int HistoryRows { get; init; }

    /// <summary>Events of an earlier execution that ContinueAsNew carried into this one.</summary>
    public int CarriedEvents { get; init; }

    /// <summary>The last row of the outbox that counts; what a killed write left beyond is ignored.</summary>
    public string OutboxEnd { get; init; } = "";

    public ParentAction? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public string? Version { get; init; }

    /// <summary>The row as it was read or written: a write over another writer's is refused.</summary>
    [JsonIgnore]
    public ETag ETag { get; init; }

    [JsonIgnore]
    public bool IsOver => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public OrchestrationMetadata ToMetadata(bool withPayloads) => new(Name, InstanceId)
    {
        RuntimeStatus = Status,
        CreatedAt = CreatedAt,
        LastUpdatedAt = UpdatedAt,
        DataConverter = withPayloads ? JsonDataConverter.Default : null,
        SerializedInput = withPayloads ? Input : null,
        SerializedOutput = withPayloads ? Output : null,
        SerializedCustomStatus = withPayloads ? CustomStatus : null,
        FailureDetails = withPayloads ? Failure?.ToDetails() : null,
        Tags = Tags ?? new Dictionary<string, string>(StringComparer.Ordinal),
    };
}
