using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Outreach.LocalHost.Durable;

/// <summary>The durable client that functions are given.</summary>
public sealed class LocalDurableTaskClient(string hub, DurableEngine engine) : DurableTaskClient(hub)
{
    private readonly DataConverter _converter = JsonDataConverter.Default;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        string name = orchestratorName.Name;
        ArgumentException.ThrowIfNullOrEmpty(name, nameof(orchestratorName));
        string instanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        RequireInstanceId(instanceId);
        var request = new StartRequest(name, _converter.Serialize(input), StartAt: options?.StartAt, Version: options?.Version?.Version)
        {
            Tags = options?.Tags is { Count: > 0 } tags ? tags : null,
        };
        OrchestrationRuntimeStatus[] refused = [.. (options?.DedupeStatuses ?? []).Select(ParseStatus)];
        await StartAsync(instanceId, request, refused, cancellation);
        return instanceId;
    }

    /// <summary>Runs an instance again with the same input; one that is not over is refused where the id stays the same.</summary>
    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        InstanceState state = await engine.Store.FindStateAsync(instanceId, withInput: true, cancellation)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        if (!restartWithNewInstanceId && !state.IsOver)
        {
            throw new InvalidOperationException($"An orchestration with the instanceId {instanceId} cannot be restarted.");
        }

        string restarted = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        await StartAsync(restarted, new StartRequest(state.Name, state.Input, Version: state.Version) { Tags = state.Tags }, [], cancellation);
        return restarted;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var raised = new Message(MessageType.EventRaised, Name: eventName, Payload: _converter.Serialize(eventPayload));
        await SendAsync(instanceId, raised, "raise an event for", static _ => true, cancellation);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await WaitForAsync(instanceId, state => state.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await WaitForAsync(instanceId, state => state.IsOver, getInputsAndOutputs, cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(
            instanceId,
            new Message(MessageType.Terminate, Payload: _converter.Serialize(options?.Output), Recursive: options?.Recursive ?? false),
            "terminate",
            static _ => true,
            cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new Message(MessageType.Suspend, Payload: reason), "suspend", static state => !IsSuspended(state), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new Message(MessageType.Resume, Payload: reason), "resume", IsSuspended, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        (await engine.Store.FindStateAsync(instanceId, getInputsAndOutputs, cancellation))?.ToMetadata(getInputsAndOutputs);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        OrchestrationQuery query = filter ?? new OrchestrationQuery();
        return Pageable.Create(async (continuation, size, cancellation) =>
        {
            (IReadOnlyList<InstanceState> states, string? next) =
                await engine.Store.PageAsync(size ?? query.PageSize, continuation ?? query.ContinuationToken, query.FetchInputsAndOutputs, cancellation);
            OrchestrationMetadata[] matching = [.. states
                .Where(state => Matches(state, query.CreatedFrom, query.CreatedTo, query.Statuses)
                    && (query.InstanceIdPrefix is not { } prefix || state.InstanceId.StartsWith(prefix, StringComparison.Ordinal)))
                .Select(state => state.ToMetadata(query.FetchInputsAndOutputs))];
            return new Page<OrchestrationMetadata>(matching, next);
        });
    }

    /// <summary>Purges one that is over, and refuses one that is not.</summary>
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (await engine.PurgeAsync(instanceId, cancellation))
        {
            return new PurgeResult(1);
        }

        return await engine.Store.FindStateAsync(instanceId, withInput: false, cancellation) is { } state
            ? throw new InvalidOperationException(
                $"Only orchestrations in a terminal state can be purged, but the orchestration with instance ID {instanceId} has status {state.Status}.")
            : new PurgeResult(0);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        int purged = 0;
        string? continuation = null;
        do
        {
            (IReadOnlyList<InstanceState> states, continuation) =
                await engine.Store.PageAsync(OrchestrationQuery.DefaultPageSize, continuation, withInputs: false, cancellation);
            foreach (InstanceState state in states.Where(state =>
                state.IsOver && Matches(state, filter.CreatedFrom, filter.CreatedTo, filter.Statuses)))
            {
                purged += await engine.PurgeAsync(state.InstanceId, cancellation) ? 1 : 0;
            }
        }
        while (continuation is not null);
        return new PurgeResult(purged);
    }

    /// <summary>The engine belongs to the host, not to a client of it.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task StartAsync(
        string instanceId, StartRequest request, IReadOnlyCollection<OrchestrationRuntimeStatus> refused, CancellationToken cancellation)
    {
        if (!await engine.TryStartAsync(instanceId, request, refused, cancellation))
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration instance with the ID '{instanceId}' already exists.");
        }
    }

    /// <summary>What Durable Functions accepts as an id.</summary>
    private static void RequireInstanceId(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.StartsWith('@') || instanceId.Length > 100 || instanceId.Any(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character)))
        {
            throw new ArgumentException(
                "An orchestration instance id has 1 to 100 characters, does not start with @, and holds no /, \\, #, ? or control character.", nameof(instanceId));
        }
    }

    private static OrchestrationRuntimeStatus ParseStatus(string status) => Enum.TryParse(status, ignoreCase: true, out OrchestrationRuntimeStatus parsed)
        ? parsed
        : throw new ArgumentException($"Invalid orchestration runtime status: '{status}' for deduplication.", nameof(status));

    private static bool IsSuspended(InstanceState state) => state.Status == OrchestrationRuntimeStatus.Suspended;

    /// <summary>Refuses what the Functions host refuses: instances that do not exist, are over, or are in no state for it.</summary>
    private async Task SendAsync(string instanceId, Message message, string verb, Func<InstanceState, bool> may, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        InstanceState state = await engine.SendAsync(instanceId, message, key: null, may, cancellation)
            ?? throw new ArgumentException($"No instance with ID '{instanceId}' was found.", nameof(instanceId));
        if (state.IsOver || !may(state))
        {
            throw new InvalidOperationException($"Cannot {verb} the orchestration instance {instanceId} because instance is in the {state.Status} state.");
        }
    }

    private async Task<OrchestrationMetadata> WaitForAsync(
        string instanceId, Func<InstanceState, bool> reached, bool withPayloads, CancellationToken cancellation)
    {
        using InstanceWatchers.Watch watch = engine.Watchers.Begin(instanceId);
        InstanceState state = await engine.Store.FindStateAsync(instanceId, withPayloads, cancellation)
            ?? throw new InvalidOperationException($"No orchestration instance with the ID '{instanceId}' was found.");
        while (!reached(state))
        {
            state = await watch.NextAsync(cancellation);
        }

        return state.ToMetadata(withPayloads);
    }

    private static bool Matches(
        InstanceState state, DateTimeOffset? from, DateTimeOffset? to, IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        (from is null || state.CreatedAt >= from) && (to is null || state.CreatedAt <= to) && (statuses?.Contains(state.Status) ?? true);
}
