using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;

namespace Outreach.LocalHost.Durable;

/// <summary>How an orchestrator's code came out of a turn.</summary>
/// <param name="Completed">Whether the code ended.</param>
internal sealed record SessionOutcome(bool Completed, string? Output, StoredFailure? Failure, (object? Input, bool PreserveEvents)? ContinuedAsNew);

/// <summary>An orchestrator's code in memory, standing where its history ends. Dropped and made again from history at any time.</summary>
internal sealed class OrchestrationSession
{
    private readonly OrchestratorThread _thread = new();
    private readonly LocalOrchestrationContext _context;
    private readonly IDurableFunctionInvoker _invoker;
    private readonly InstanceState _state;
    private Task<object?>? _code;
    private StoredFailure? _refused;

    private OrchestrationSession(InstanceState state, IDurableFunctionInvoker invoker, ILoggerFactory loggers)
    {
        _state = state;
        _invoker = invoker;
        _context = new LocalOrchestrationContext(state, loggers);
    }

    public IReadOnlyList<HistoryEvent> Taken => _context.Actions.Taken;

    public string? CustomStatus => _context.CustomStatus;

    public IEnumerable<HistoryEvent> UnprocessedEvents => _context.Events.Unprocessed;

    /// <summary>Runs the code through its history again.</summary>
    public static OrchestrationSession Replay(
        InstanceState state, IReadOnlyList<HistoryEvent> history, IDurableFunctionInvoker invoker, ILoggerFactory loggers)
    {
        var session = new OrchestrationSession(state, invoker, loggers);
        foreach (HistoryEvent recorded in history.Where(IsAction))
        {
            session._context.Actions.Expect(recorded);
        }

        session.Guard(() =>
        {
            foreach (HistoryEvent past in history)
            {
                session.Step(past, replaying: true);
            }

            if (history.Count > 0)
            {
                session._context.Actions.RequireAllTaken();
            }
        });
        return session;
    }

    /// <summary>Applies what happened now.</summary>
    public void Apply(HistoryEvent happened) => Guard(() => Step(happened, replaying: false));

    public void ClearTaken() => _context.Actions.Taken.Clear();

    public SessionOutcome Outcome()
    {
        if (_refused is { } refused)
        {
            return new SessionOutcome(Completed: true, Output: null, refused, ContinuedAsNew: null);
        }

        if (_code is not { IsCompleted: true } ended)
        {
            return _code is null || _context.Actions.AnyWaiting || _context.Events.AnyWaiting
                ? new SessionOutcome(Completed: false, null, null, null)
                : new SessionOutcome(Completed: true, null, Stuck(), null);
        }

        return ended.IsCompletedSuccessfully
            ? new SessionOutcome(Completed: true, JsonDataConverter.Default.Serialize(ended.Result), null, _context.ContinuedAsNew)
            : new SessionOutcome(Completed: true, null, StoredFailure.From(ended.Exception?.InnerException ?? new TaskCanceledException(ended)), null);
    }

    public static bool IsAction(HistoryEvent recorded) =>
        recorded.Type is HistoryEventType.TaskScheduled or HistoryEventType.TimerCreated
            or HistoryEventType.SubOrchestrationCreated or HistoryEventType.EventSent;

    private void Step(HistoryEvent happened, bool replaying)
    {
        switch (happened.Type)
        {
            case HistoryEventType.ExecutionStarted:
                _thread.Run(() => _code = RunCodeAsync());
                break;
            case HistoryEventType.TurnStarted:
                _context.BeginTurn(happened.At, replaying);
                break;
            case HistoryEventType.EventRaised:
                _thread.Run(() => _context.Events.Raise(happened));
                break;
            case HistoryEventType.TaskCompleted or HistoryEventType.TaskFailed or HistoryEventType.TimerFired
                or HistoryEventType.SubOrchestrationCompleted or HistoryEventType.SubOrchestrationFailed:
                _thread.Run(() => _context.Actions.Complete(happened));
                break;
            default:
                break;
        }
    }

    /// <summary>Whatever the code throws, at once or later, is its outcome.</summary>
    private async Task<object?> RunCodeAsync() => await _invoker.RunOrchestratorAsync(_state.Name, _context, _state.Input);

    /// <summary>A replay that diverges fails the instance, whether or not the code caught the exception.</summary>
    private void Guard(Action steps)
    {
        try
        {
            steps();
            if (_code is { IsFaulted: true, Exception.InnerException: NonDeterministicOrchestrationException diverged })
            {
                _refused ??= StoredFailure.From(diverged);
            }
        }
        catch (NonDeterministicOrchestrationException diverged)
        {
            _refused ??= StoredFailure.From(diverged);
        }
    }

    private static StoredFailure Stuck() => StoredFailure.From(new InvalidOperationException(
        "The orchestrator waits for something that is not durable. Await only tasks of TaskOrchestrationContext."));
}
