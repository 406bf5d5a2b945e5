using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Outreach.LocalHost.Durable;

/// <summary>Where an orchestration stands; one row, written with every turn.</summary>
public sealed record InstanceState
{
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Start no earlier than this.</summary>
    public DateTimeOffset? StartAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public StoredFailure? Failure { get; init; }

    /// <summary>Counts ContinueAsNew; history of an earlier execution is not read any more.</summary>
    public int Execution { get; init; }

    /// <summary>History rows that count; what a killed write left beyond is ignored.</summary>
    public int HistoryRows { get; init; }

    /// <summary>Who started it as a sub-orchestration, and as which of its actions.</summary>
    public string? ParentId { get; init; }

    public string? ParentName { get; init; }

    public int ParentTaskId { get; init; } = -1;

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public string? Version { get; init; }

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
        FailureDetails = Failure?.ToDetails(),
        Tags = Tags ?? new Dictionary<string, string>(StringComparer.Ordinal),
    };
}
