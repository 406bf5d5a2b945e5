using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;

namespace Outreach.LocalHost.Durable;

/// <summary>Runs orchestrations: everything that counts is written before it has an effect, so that a host killed at any instant goes on where it was.</summary>
public sealed partial class DurableEngine : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, InstanceActor> _actors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _changes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _turns;
    private readonly SemaphoreSlim _activities;
    private readonly TimerQueue _timers;
    private readonly ILogger _logger;
    private readonly CancellationToken _stop;
    private int _busy;
    private int _disposed;

    public DurableEngine(IHubStore store, IDurableFunctionInvoker invoker, DurableOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        Store = store;
        Invoker = invoker;
        Time = time;
        Loggers = loggers;
        Sessions = new SessionCache(options.CachedSessions);
        _turns = new SemaphoreSlim(options.MaxConcurrentOrchestratorFunctions);
        _activities = new SemaphoreSlim(options.MaxConcurrentActivityFunctions);
        _timers = new TimerQueue(time);
        _stop = _stopping.Token;
        _logger = loggers.CreateLogger<DurableEngine>();
    }

    internal IHubStore Store { get; }

    internal IDurableFunctionInvoker Invoker { get; }

    internal TimeProvider Time { get; }

    internal ILoggerFactory Loggers { get; }

    internal SessionCache Sessions { get; }

    internal CancellationToken Stopping => _stop;

    /// <summary>Takes up whatever an earlier host left.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Store.CreateAsync(cancellationToken);
        int recovered = 0;
        await foreach (string instanceId in Store.ListActiveAsync(cancellationToken))
        {
            StoredInstance? stored = await Store.LoadAsync(instanceId, cancellationToken);
            if (stored is null or { State.IsOver: true, Outbox.Count: 0 })
            {
                await Store.MarkInactiveAsync(instanceId, cancellationToken);
                continue;
            }

            await RecoverAsync(stored);
            recovered++;
        }

        if (recovered > 0)
        {
            LogRecovered(recovered);
        }
    }

    /// <summary>Starts an instance. False when one of this id exists and is not over, or is in a status that <paramref name="refused"/> names.</summary>
    public async Task<bool> TryStartAsync(
        string instanceId, StartRequest request, IReadOnlyCollection<OrchestrationRuntimeStatus> refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(refused);
        InstanceState fresh = request.ToState(instanceId, Time.GetUtcNow());
        while (!await Store.TryAddAsync(fresh, cancellationToken))
        {
            InstanceState? existing = await Store.FindStateAsync(instanceId, cancellationToken);
            if (existing is { IsOver: false } || (existing is not null && refused.Contains(existing.Status)))
            {
                return false;
            }

            await PurgeAsync(instanceId, cancellationToken);
        }

        Tell(instanceId, new Message(MessageType.Run));
        return true;
    }

    /// <summary>Stores a message, then tells it. False when there is no such instance; one that is over takes no notice.</summary>
    public async Task<bool> SendAsync(string instanceId, Message message, CancellationToken cancellationToken)
    {
        InstanceState? state = await Store.FindStateAsync(instanceId, cancellationToken);
        if (state is { IsOver: false })
        {
            Tell(instanceId, await Store.EnqueueAsync(instanceId, message, cancellationToken));
        }

        return state is not null;
    }

    /// <summary>Removes an instance and everything of it. False when there is none, or it is not over.</summary>
    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (await Store.FindStateAsync(instanceId, cancellationToken) is { IsOver: false })
        {
            return false;
        }

        _actors.TryRemove(instanceId, out _);
        return await Store.PurgeAsync(instanceId, cancellationToken);
    }

    /// <summary>Completes at the next change of an instance. Ask before reading its state, so that no change is missed.</summary>
    public Task NextChangeAsync(string instanceId) =>
        _changes.GetOrAdd(instanceId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Lets turns and activities under way end, for a while; what does not is done again at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        for (int wait = 0; wait < 100 && Volatile.Read(ref _busy) > 0; wait++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        _timers.Dispose();
        _turns.Dispose();
        _activities.Dispose();
        _stopping.Dispose();
    }

    internal void Tell(string instanceId, Message message) =>
        _actors.GetOrAdd(instanceId, id => new InstanceActor(id, this)).Tell(message);

    internal void Run(Func<Task> turns) => Start(_turns, turns);

    internal Task PauseAsync(TimeSpan pause) => Task.Delay(pause, Time, Stopping).ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    internal void TurnFailed(string instanceId, Exception fault) => LogTurnFailed(instanceId, fault.GetType().Name);

    /// <summary>Whether an instance was scheduled for later; it is told when its time has come.</summary>
    internal Task<bool> WaitsForStartAsync(InstanceState state)
    {
        if (state is not { Status: OrchestrationRuntimeStatus.Pending, StartAt: { } at } || at <= Time.GetUtcNow())
        {
            return Task.FromResult(false);
        }

        _timers.Add(at, () => Tell(state.InstanceId, new Message(MessageType.Run)));
        return Task.FromResult(true);
    }

    /// <summary>Carries out what a written turn decided.</summary>
    internal async Task AfterTurnAsync(InstanceState state, TurnResult result)
    {
        foreach (HistoryEvent action in result.Taken)
        {
            Carry(state.InstanceId, action);
        }

        foreach (Outgoing outgoing in result.Turn.Outbox)
        {
            await DeliverAsync(state.InstanceId, outgoing);
        }

        if (state.IsOver)
        {
            await Store.MarkInactiveAsync(state.InstanceId, Stopping);
            _actors.TryRemove(state.InstanceId, out _);
        }
        else if (result.StartedAnew)
        {
            Tell(state.InstanceId, new Message(MessageType.Run));
        }

        if (_changes.TryRemove(state.InstanceId, out TaskCompletionSource? changed))
        {
            changed.SetResult();
        }
    }

    private async Task RecoverAsync(StoredInstance stored)
    {
        string instanceId = stored.State.InstanceId;
        var ended = stored.History
            .Where(past => past.Id >= 0 && !OrchestrationSession.IsAction(past))
            .Select(past => past.Id)
            .ToHashSet();
        foreach (Outgoing outgoing in stored.Outbox)
        {
            await DeliverAsync(instanceId, outgoing);
        }

        if (stored.State.IsOver)
        {
            await Store.MarkInactiveAsync(instanceId, Stopping);
            return;
        }

        foreach (Message message in stored.Inbox)
        {
            Tell(instanceId, message);
        }

        foreach (HistoryEvent action in stored.History.Where(past => OrchestrationSession.IsAction(past) && !ended.Contains(past.Id)))
        {
            Carry(instanceId, action);
        }

        Tell(instanceId, new Message(MessageType.Run));
    }

    private void Carry(string instanceId, HistoryEvent action)
    {
        if (action.Type == HistoryEventType.TaskScheduled)
        {
            Start(_activities, () => RunActivityAsync(instanceId, action));
        }
        else if (action.Type == HistoryEventType.TimerCreated)
        {
            _timers.Add(new DateTimeOffset(action.At, TimeSpan.Zero), () => Tell(instanceId, new Message(MessageType.TimerFired, action.Id)));
        }
    }

    private async Task RunActivityAsync(string instanceId, HistoryEvent action)
    {
        Message outcome;
        try
        {
            object? result = Invoker.HasActivity(action.Name!)
                ? await Invoker.RunActivityAsync(action.Name!, instanceId, action.Payload, Stopping)
                : throw new InvalidOperationException($"There is no activity function named '{action.Name}'.");
            outcome = new Message(MessageType.TaskCompleted, action.Id, Payload: JsonDataConverter.Default.Serialize(result));
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            // The host's edge: an activity's exception is its outcome, told to the orchestrator.
            outcome = new Message(MessageType.TaskFailed, action.Id, Failure: StoredFailure.From(failure));
        }

        Tell(instanceId, outcome);
    }

    private async Task DeliverAsync(string sender, Outgoing outgoing)
    {
        if (outgoing.Start is { } start)
        {
            await TryStartAsync(outgoing.To, start, [], Stopping);
        }
        else if (outgoing.Message is { } message)
        {
            await SendAsync(outgoing.To, message, Stopping);
        }

        await Store.RemoveOutgoingAsync(sender, outgoing.Key, Stopping);
    }

    private void Start(SemaphoreSlim slots, Func<Task> work)
    {
        Interlocked.Increment(ref _busy);
        _ = Task.Run(async () =>
        {
            try
            {
                await slots.WaitAsync(Stopping);
                try
                {
                    await work();
                }
                finally
                {
                    slots.Release();
                }
            }
            catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
            {
                // Not begun: done at the next start.
            }
            finally
            {
                Interlocked.Decrement(ref _busy);
            }
        });
    }

    [LoggerMessage(9001, LogLevel.Information, "{Count} orchestrations go on where they were.")]
    private partial void LogRecovered(int count);

    [LoggerMessage(9002, LogLevel.Warning, "A turn of orchestration {InstanceId} could not be written ({Fault}); it is taken again.")]
    private partial void LogTurnFailed(string instanceId, string fault);
}
