using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Outreach.LocalHost.Durable;

/// <summary>Runs orchestrations: everything that counts is written before it has an effect, so that a host killed at any instant goes on where it was.</summary>
public sealed partial class DurableEngine : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, InstanceActor> _actors = new(StringComparer.Ordinal);
    private readonly InstanceWatchers _watchers = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly WorkSlots _turns;
    private readonly WorkSlots _activities;
    private readonly ActivityRunner _runner;
    private readonly InstanceStarts _starts;
    private readonly TimerQueue _timers;
    private readonly DistantTimers _distant;
    private readonly ILogger _logger;
    private readonly CancellationToken _stop;
    private int _disposed;

    public DurableEngine(IHubStore store, IDurableFunctionInvoker invoker, DurableOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        Store = store;
        Invoker = invoker;
        Time = time;
        Loggers = loggers;
        Sessions = new SessionCache(options.CachedSessions);
        ReplaysEveryTurn = !options.ExtendedSessionsEnabled;
        _stop = _stopping.Token;
        _turns = new WorkSlots(options.MaxConcurrentOrchestratorFunctions, _stop);
        _activities = new WorkSlots(options.MaxConcurrentActivityFunctions, _stop);
        _runner = new ActivityRunner(invoker, _activities, (instanceId, outcome) => Tell(instanceId, outcome), _stop);
        _starts = new InstanceStarts(store, time, (instanceId, fresh) => Tell(instanceId, fresh: fresh));
        _timers = new TimerQueue(time, TimerFired);
        _distant = new DistantTimers(store, time, instanceId => Tell(instanceId, again: true), _stop);
        _logger = loggers.CreateLogger<DurableEngine>();
    }

    internal IHubStore Store { get; }

    internal IDurableFunctionInvoker Invoker { get; }

    internal TimeProvider Time { get; }

    internal ILoggerFactory Loggers { get; }

    internal SessionCache Sessions { get; }

    internal bool ReplaysEveryTurn { get; }

    internal InstanceWatchers Watchers => _watchers;

    internal CancellationToken Stopping => _stop;

    /// <summary>Takes up whatever an earlier host left.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Store.CreateAsync(cancellationToken);
        int found = 0;
        await foreach (string instanceId in Store.ListActiveAsync(cancellationToken))
        {
            Tell(instanceId);
            found++;
        }

        if (found > 0)
        {
            LogRecovered(found);
        }
    }

    /// <summary>Starts an instance. False when one of this id exists and is not over, or is in a status that <paramref name="refused"/> names.</summary>
    /// <param name="cancellationToken">Ends the wait; what was begun goes on, as writes that are on their way cannot be called back.</param>
    public Task<bool> TryStartAsync(
        string instanceId, StartRequest request, IReadOnlyCollection<OrchestrationRuntimeStatus> refused, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _starts.TryStartAsync(instanceId, request, refused, _stop).WaitAsync(cancellationToken);
    }

    /// <summary>Stores a message, then tells it, where the instance is one that may take it.</summary>
    /// <param name="key">Where it comes from an outbox, the key it had there.</param>
    /// <param name="may">Which instances take it; one that is over takes nothing.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun goes on, as writes that are on their way cannot be called back.</param>
    /// <returns>The state before; null when there is no such instance.</returns>
    public Task<InstanceState?> SendAsync(
        string instanceId, Message message, string? key, Func<InstanceState, bool> may, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(may);
        cancellationToken.ThrowIfCancellationRequested();
        return SendAsync(instanceId, message, key, may).WaitAsync(cancellationToken);
    }

    /// <summary>Removes an instance and everything of it. False when there is none, or it is not over.</summary>
    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken) => _starts.PurgeAsync(instanceId, cancellationToken);

    /// <summary>Lets turns and activities under way end, for a while; what does not is done again at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        for (int wait = 0; wait < 100 && (_turns.Busy || _activities.Busy); wait++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        _distant.Dispose();
        _timers.Dispose();
        _starts.Dispose();
        _turns.Dispose();
        _activities.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Tells an instance an outcome of one of its actions, or, with none, that there is something to see in storage.</summary>
    /// <param name="again">Whether to read it anew and take up its timers: one that was far ahead has come near.</param>
    /// <param name="fresh">The state of an instance that has just begun: nothing else of it is in storage.</param>
    internal void Tell(string instanceId, Message? outcome = null, bool again = false, InstanceState? fresh = null)
    {
        while (!_actors.GetOrAdd(instanceId, id => new InstanceActor(id, this)).TryTell(outcome, again, fresh))
        {
            // That one is done and has just left: the next is a new one.
        }
    }

    internal void Retire(string instanceId, InstanceActor actor) => _actors.TryRemove(KeyValuePair.Create(instanceId, actor));

    internal void Run(Func<Task> turns) => _turns.Run(turns);

    internal Task PauseAsync(TimeSpan pause) => Task.Delay(pause, Time, Stopping).ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    internal void TurnFailed(string instanceId, Exception fault) => LogTurnFailed(instanceId, fault.GetType().Name);

    /// <summary>Whether an instance was scheduled for later; it is told when its time has come.</summary>
    internal bool WaitsForStart(InstanceState state)
    {
        if (state is not { Status: OrchestrationRuntimeStatus.Pending, StartAt: { } at } || at <= Time.GetUtcNow())
        {
            return false;
        }

        WakeAt(new TimerKey(state.InstanceId, state.ExecutionId, Id: -1), at);
        return true;
    }

    /// <summary>Carries out what a written turn decided.</summary>
    internal async Task AfterTurnAsync(InstanceState state, TurnResult result)
    {
        foreach (HistoryEvent action in result.Taken)
        {
            Carry(state.InstanceId, result.ExecutionId, action, static () => false);
        }

        if (result.Turn.Outbox.Count > 0)
        {
            await new Courier(this).DeliverAsync(state.InstanceId, result.Turn.Outbox);
        }

        if (state.IsOver)
        {
            await EndAsync(state.InstanceId);
        }

        _watchers.Tell(state);
    }

    /// <summary>Takes up what a host before this one, or a turn that failed, left undone of an instance.</summary>
    /// <param name="known">Outcomes that are about to be taken up: their actions are not carried out again.</param>
    /// <param name="isTold">Whether the outcome of an action was told since.</param>
    internal async Task ResumeAsync(StoredInstance stored, IReadOnlyList<Message> known, Func<string, int, bool> isTold)
    {
        InstanceState state = stored.State;
        await new Courier(this).DeliverAsync(state.InstanceId, stored.Outbox);
        if (state.IsOver)
        {
            await EndAsync(state.InstanceId);
        }

        // Of a turn that was written and did not come to its end nobody was told.
        _watchers.Tell(state);
        if (state.IsOver)
        {
            return;
        }

        var ended = stored.History.Where(past => past.Id >= 0 && !OrchestrationSession.IsAction(past)).Select(past => past.Id)
            .Concat(known.Concat(stored.Inbox).Where(message => message.IsOutcome && message.ExecutionId == state.ExecutionId).Select(message => message.Id))
            .ToHashSet();
        foreach (HistoryEvent action in stored.History.Where(past => OrchestrationSession.IsAction(past) && !ended.Contains(past.Id)))
        {
            Carry(state.InstanceId, state.ExecutionId, action, () => isTold(state.ExecutionId, action.Id));
        }
    }

    private async Task<InstanceState?> SendAsync(string instanceId, Message message, string? key, Func<InstanceState, bool> may)
    {
        InstanceState? state = await Store.FindStateAsync(instanceId, withInput: false, _stop);
        if (state is { IsOver: false } && may(state))
        {
            try
            {
                await Store.EnqueueAsync(instanceId, message, key, _stop);
            }
            finally
            {
                // Also where the answer was lost: the message may be there.
                Tell(instanceId);
            }
        }

        return state;
    }

    private void Carry(string instanceId, string executionId, HistoryEvent action, Func<bool> isTold)
    {
        if (action.Type == HistoryEventType.TaskScheduled)
        {
            _runner.Run(instanceId, executionId, action, isTold);
        }
        else if (action.Type == HistoryEventType.TimerCreated)
        {
            WakeAt(new TimerKey(instanceId, executionId, action.Id), new DateTimeOffset(action.At, TimeSpan.Zero));
        }
    }

    private void WakeAt(TimerKey timer, DateTimeOffset at)
    {
        if (!_distant.TryLeave(at))
        {
            _timers.Add(timer, at);
        }
    }

    private void TimerFired(TimerKey timer) =>
        Tell(timer.InstanceId, timer.Id < 0 ? null : new Message(MessageType.TimerFired, timer.Id, timer.ExecutionId));

    private Task EndAsync(string instanceId) => _starts.EndAsync(
        instanceId,
        () => _actors.TryGetValue(instanceId, out InstanceActor? actor) ? actor.BeginsAgain : false,
        () =>
        {
            _timers.Cancel(instanceId);
            Store.MarkInactive(instanceId);
        },
        Stopping);

    [LoggerMessage(9001, LogLevel.Information, "{Count} orchestrations go on where they were.")]
    private partial void LogRecovered(int count);

    [LoggerMessage(9002, LogLevel.Warning, "A turn of orchestration {InstanceId} could not be written ({Fault}); it is taken again.")]
    private partial void LogTurnFailed(string instanceId, string fault);
}
