using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;

namespace Outreach.LocalHost.Durable;

/// <summary>What an orchestrator sees of the engine. Every answer comes from history, so that it is the same at every replay.</summary>
internal sealed partial class LocalOrchestrationContext(InstanceState state, ILoggerFactory loggers) : TaskOrchestrationContext
{
    private readonly DataConverter _converter = JsonDataConverter.Default;
    private object? _customStatus;
    private int _guids;
    private DateTime _now;
    private bool _replaying;

    public PendingActions Actions { get; } = new();

    public ExternalEvents Events { get; } = new();

    public ContinuedAsNew? ContinuedAsNew { get; private set; }

    public override TaskName Name => state.Name;

    public override string InstanceId => state.InstanceId;

    public override ParentOrchestrationInstance? Parent { get; } =
        state.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _replaying;

    public override string Version => state.Version ?? string.Empty;

    protected override ILoggerFactory LoggerFactory => loggers;

    /// <summary>A turn begins: the orchestrator's clock stands at this instant until the next.</summary>
    public void BeginTurn(DateTime at, bool replaying)
    {
        _now = at;
        _replaying = replaying;
    }

    /// <summary>Serialized as it is when a turn ends.</summary>
    public string? CustomStatus() => _converter.Serialize(_customStatus);

    public override T GetInput<T>() => _converter.Deserialize<T>(state.Input)!;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                "A TaskOptions value was provided for the activity input but no value was provided for options. Did you mean to provide it for the options parameter?", nameof(input));
        }

        string? payload = _converter.Serialize(input);
        return WithRetriesAsync(options?.Retry, () => StartAsync<TResult>(
            HistoryEventType.TaskScheduled,
            name.Name,
            id => new HistoryEvent(HistoryEventType.TaskScheduled, id, name.Name, Payload: payload)));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        string? payload = _converter.Serialize(input);
        string child = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return WithRetriesAsync(options?.Retry, () => StartAsync<TResult>(
            HistoryEventType.SubOrchestrationCreated,
            orchestratorName.Name,
            id => new HistoryEvent(
                HistoryEventType.SubOrchestrationCreated, id, orchestratorName.Name, Payload: payload, Instance: child, Version: (options as SubOrchestrationOptions)?.Version?.Version)
            {
                Tags = options?.Tags is { Count: > 0 } tags ? tags.ToDictionary(StringComparer.Ordinal) : null,
            }));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        DateTime at = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var fired = new TaskCompletionSource();
        int id = Actions.Take(
            HistoryEventType.TimerCreated,
            name: null,
            number => new HistoryEvent(HistoryEventType.TimerCreated, number, At: at),
            _ => fired.TrySetResult());
        CancelWith(cancellationToken, fired.Task, () =>
        {
            Actions.Forget(id);
            fired.TrySetCanceled(cancellationToken);
        });
        return fired.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var received = new TaskCompletionSource<T>();
        Events.Wait(eventName, new EventWait(typeof(T), payload => Resolve(received, payload), () => received.Task.IsCompleted));
        CancelWith(cancellationToken, received.Task, () => received.TrySetCanceled(cancellationToken));
        return received.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        string? serialized = _converter.Serialize(payload);
        Actions.Take(
            HistoryEventType.EventSent,
            eventName,
            id => new HistoryEvent(HistoryEventType.EventSent, id, eventName, Payload: serialized, Instance: instanceId),
            complete: null);
    }

    public override void SetCustomStatus(object? customStatus) => _customStatus = customStatus;

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinuedAsNew = new ContinuedAsNew(_converter.Serialize(newInput), preserveUnprocessedEvents, Version: null);

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string? version = string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion;
        ContinuedAsNew = new ContinuedAsNew(_converter.Serialize(options.NewInput), options.PreserveUnprocessedEvents, version);
    }

    /// <summary>The same at every replay: made of the instance, the orchestrator's clock and a count.</summary>
    public override Guid NewGuid()
    {
        string seed = $"{InstanceId}\n{state.Execution}\n{CurrentUtcDateTime:O}\n{_guids++}";
        byte[] bytes = SHA256.HashData(Encoding.UTF8.GetBytes(seed))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private Task<TResult> StartAsync<TResult>(HistoryEventType type, string name, Func<int, HistoryEvent> describe)
    {
        var done = new TaskCompletionSource<TResult>();
        Actions.Take(type, name, describe, outcome =>
        {
            if (outcome.Failure is { } failure)
            {
                done.TrySetException(new TaskFailedException(name, outcome.Id, failure.ToDetails()));
            }
            else
            {
                Resolve(done, outcome.Payload);
            }
        });
        return done.Task;
    }

    private void Resolve<T>(TaskCompletionSource<T> task, string? payload)
    {
        try
        {
            task.TrySetResult(_converter.Deserialize<T>(payload)!);
        }
        catch (Exception unreadable)
        {
            // What the code cannot read is the code's failure, not this host's: its own constructors and setters may throw anything.
            task.TrySetException(unreadable);
        }
    }

    private static void CancelWith(CancellationToken cancellationToken, Task task, Action cancel)
    {
        CancellationTokenRegistration registration = cancellationToken.Register(cancel);
        if (registration != default)
        {
            _ = task.ContinueWith(_ => registration.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
