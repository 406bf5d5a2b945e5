using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;

namespace Outreach.LocalHost.Durable;

/// <summary>What an orchestrator asked for that ended as new.</summary>
/// <param name="Input">Serialized input of the next execution.</param>
/// <param name="Version">Another version, if it asked for one.</param>
internal sealed record ContinuedAsNew(string? Input, bool PreserveEvents, string? Version);

/// <summary>How an orchestrator's code came out of a turn.</summary>
/// <param name="Completed">Whether the code ended.</param>
internal sealed record SessionOutcome(bool Completed, string? Output, StoredFailure? Failure, ContinuedAsNew? ContinuedAsNew, string? CustomStatus)
{
    public static SessionOutcome Failed(StoredFailure failure, string? customStatus = null) =>
        new(Completed: true, Output: null, failure, ContinuedAsNew: null, customStatus);
}

/// <summary>An orchestrator's code in memory, standing where its history ends. Dropped and made again from history at any time.</summary>
internal sealed class OrchestrationSession
{
    private readonly OrchestratorThread _thread = new();
    private readonly LocalOrchestrationContext _context;
    private readonly IDurableFunctionInvoker _invoker;
    private readonly InstanceState _state;
    private readonly Dictionary<int, string> _children = [];
    private Task<object?>? _code;
    private StoredFailure? _refused;

    private OrchestrationSession(InstanceState state, IDurableFunctionInvoker invoker, ILoggerFactory loggers)
    {
        _state = state;
        _invoker = invoker;
        _context = new LocalOrchestrationContext(state, loggers);
    }

    public IReadOnlyList<HistoryEvent> Taken => _context.Actions.Taken;

    public IEnumerable<HistoryEvent> UnprocessedEvents => _context.Events.Unprocessed;

    /// <summary>When the next timer fires that the code waits for.</summary>
    public DateTimeOffset? NextTimer => _context.Actions.NextTimer() is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;

    /// <summary>Whether its execution has begun.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Sub-orchestrations that have not reported.</summary>
    public IEnumerable<string> RunningChildren => _children.Values;

    /// <summary>Runs the code through its history again.</summary>
    public static OrchestrationSession Replay(
        InstanceState state, IReadOnlyList<HistoryEvent> history, IDurableFunctionInvoker invoker, ILoggerFactory loggers)
    {
        var session = new OrchestrationSession(state, invoker, loggers);
        bool runs = invoker.HasOrchestrator(state.Name);
        foreach (HistoryEvent recorded in history.Where(IsAction))
        {
            session._context.Actions.Expect(recorded);
            session.NoteChild(recorded);
        }

        session.Guard(() =>
        {
            foreach (HistoryEvent past in history)
            {
                session.Step(past, replaying: true, runs);
            }

            if (history.Count > 0 && runs)
            {
                session._context.Actions.RequireAllTaken();
            }
        });
        return session;
    }

    /// <summary>Applies what happened now.</summary>
    /// <param name="runs">Whether there is code to run.</param>
    public void Apply(IEnumerable<HistoryEvent> happened, bool runs) => Guard(() =>
    {
        foreach (HistoryEvent one in happened)
        {
            Step(one, replaying: false, runs);
        }
    });

    /// <summary>Whether the code waits for this outcome; of code that diverged nothing is known, and whatever comes ends it.</summary>
    public bool Awaits(Message outcome) => outcome.ExecutionId == _state.ExecutionId && (_refused is not null || _context.Actions.Awaits(
        outcome.Type switch
        {
            MessageType.TaskCompleted => HistoryEventType.TaskCompleted,
            MessageType.TaskFailed => HistoryEventType.TaskFailed,
            MessageType.TimerFired => HistoryEventType.TimerFired,
            MessageType.SubOrchestrationCompleted => HistoryEventType.SubOrchestrationCompleted,
            MessageType.SubOrchestrationFailed => HistoryEventType.SubOrchestrationFailed,
            MessageType.EventRaised or MessageType.Suspend or MessageType.Resume or MessageType.Terminate => HistoryEventType.EventRaised,
        },
        outcome.Id));

    /// <summary>The actions of the last turn are written.</summary>
    public void ClearTaken()
    {
        foreach (HistoryEvent action in _context.Actions.Taken)
        {
            NoteChild(action);
        }

        _context.Actions.Taken.Clear();
    }

    public SessionOutcome Outcome()
    {
        try
        {
            return OutcomeOfCode(_context.CustomStatus());
        }
        catch (Exception unwritable)
        {
            // A result or custom status that cannot be written, whatever its getters throw, fails the instance: taken again, it would be the same.
            return SessionOutcome.Failed(StoredFailure.From(unwritable));
        }
    }

    public static bool IsAction(HistoryEvent recorded) =>
        recorded.Type is HistoryEventType.TaskScheduled or HistoryEventType.TimerCreated
            or HistoryEventType.SubOrchestrationCreated or HistoryEventType.EventSent;

    private SessionOutcome OutcomeOfCode(string? customStatus)
    {
        if (_refused is { } refused)
        {
            return SessionOutcome.Failed(refused, customStatus);
        }

        if (_code is not { IsCompleted: true } ended)
        {
            return _code is null || _context.Actions.AnyWaiting || _context.Events.AnyWaiting
                ? new SessionOutcome(Completed: false, Output: null, Failure: null, ContinuedAsNew: null, customStatus)
                : SessionOutcome.Failed(Stuck(), customStatus);
        }

        return ended.IsCompletedSuccessfully
            ? new SessionOutcome(Completed: true, JsonDataConverter.Default.Serialize(ended.Result), Failure: null, _context.ContinuedAsNew, customStatus)
            : SessionOutcome.Failed(StoredFailure.From(ended.Exception?.InnerException ?? new TaskCanceledException(ended)), customStatus);
    }

    private void Step(HistoryEvent happened, bool replaying, bool runs)
    {
        switch (happened.Type)
        {
            case HistoryEventType.ExecutionStarted:
                HasStarted = true;
                if (runs)
                {
                    _thread.Run(() => _code = RunCodeAsync());
                }

                break;
            case HistoryEventType.TurnStarted:
                _context.BeginTurn(happened.At, replaying);
                break;
            case HistoryEventType.EventRaised:
                _thread.Run(() => _context.Events.Raise(happened));
                break;
            case HistoryEventType.TaskCompleted or HistoryEventType.TaskFailed or HistoryEventType.TimerFired
                or HistoryEventType.SubOrchestrationCompleted or HistoryEventType.SubOrchestrationFailed:
                _children.Remove(happened.Id);
                _thread.Run(() => _context.Actions.Complete(happened));
                break;
            default:
                break;
        }
    }

    private void NoteChild(HistoryEvent action)
    {
        if (action.Type == HistoryEventType.SubOrchestrationCreated)
        {
            _children[action.Id] = action.Instance!;
        }
    }

    /// <summary>Whatever the code throws, at once or later, is its outcome.</summary>
    private async Task<object?> RunCodeAsync() => await _invoker.RunOrchestratorAsync(_state.Name, _context, _state.Input);

    /// <summary>A replay that diverges fails the instance, whether or not the code caught the exception; so does what the code throws past its task, as async void does.</summary>
    private void Guard(Action steps)
    {
        try
        {
            steps();
            if (_context.Actions.Diverged is { } diverged)
            {
                _refused ??= StoredFailure.From(diverged);
            }
        }
        catch (Exception thrown)
        {
            // Taken again, it would be thrown again, for ever.
            _refused ??= StoredFailure.From(thrown);
        }
    }

    private static StoredFailure Stuck() => StoredFailure.From(new InvalidOperationException(
        "The orchestrator waits for something that is not durable. Await only tasks of TaskOrchestrationContext."));
}
