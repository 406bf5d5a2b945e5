using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Outreach.LocalHost.Durable;

/// <summary>A turn ready to be written, and what follows once it is.</summary>
/// <param name="Taken">Actions to carry out after the write.</param>
/// <param name="StartedAnew">Whether the orchestrator continued as new.</param>
internal sealed record TurnResult(Turn Turn, IReadOnlyList<HistoryEvent> Taken, bool StartedAnew)
{
    public bool IsEmpty => Turn.Events.Count == 0 && Turn.Consumed.Count == 0 && Turn.Outbox.Count == 0;
}

/// <summary>Makes a turn: applies messages to the orchestrator's code and puts together what must be written.</summary>
internal static class TurnComposer
{
    public static TurnResult Compose(InstanceState state, OrchestrationSession session, IReadOnlyList<Message> messages, DurableEngine engine)
    {
        DateTimeOffset now = engine.Time.GetUtcNow();
        string[] consumed = [.. messages.Select(message => message.Key).OfType<string>()];
        if (messages.FirstOrDefault(message => message.Type == MessageType.Terminate) is { } terminate)
        {
            return Terminate(state, terminate, consumed, now, engine);
        }

        if (messages.Count > 0 && messages.All(message => message.Type == MessageType.Suspend))
        {
            InstanceState suspended = state with { Status = OrchestrationRuntimeStatus.Suspended, UpdatedAt = now };
            return new TurnResult(new Turn(suspended, [new HistoryEvent(HistoryEventType.Suspended)], consumed, []), [], StartedAnew: false);
        }

        List<HistoryEvent> events = Apply(state, session, messages, now.UtcDateTime, engine.Invoker);
        if (events.Count == 0)
        {
            return new TurnResult(new Turn(state, [], consumed, []), [], StartedAnew: false);
        }

        SessionOutcome outcome = engine.Invoker.HasOrchestrator(state.Name) ? session.Outcome() : Unknown(state.Name);
        InstanceState next = state with
        {
            Status = OrchestrationRuntimeStatus.Running,
            UpdatedAt = now,
            CustomStatus = session.CustomStatus,
        };
        if (outcome is { Completed: true, ContinuedAsNew: { } anew })
        {
            return ContinueAsNew(next, session, anew, consumed, engine);
        }

        HistoryEvent[] taken = [.. session.Taken];
        List<Outgoing> outbox = [.. taken.Select(action => ToOutgoing(next, action, engine)).OfType<Outgoing>()];
        events.AddRange(taken);
        if (outcome.Completed)
        {
            next = End(next, outcome, events, outbox, engine);
        }

        return new TurnResult(new Turn(next, events, consumed, outbox), taken, StartedAnew: false);
    }

    private static List<HistoryEvent> Apply(
        InstanceState state, OrchestrationSession session, IReadOnlyList<Message> messages, DateTime now, IDurableFunctionInvoker invoker)
    {
        List<HistoryEvent> happened = [];
        if (state.Status == OrchestrationRuntimeStatus.Pending)
        {
            happened.Add(new HistoryEvent(HistoryEventType.ExecutionStarted, Name: state.Name));
        }

        happened.AddRange(messages.Select(ToEvent).OfType<HistoryEvent>());
        if (happened.Count == 0)
        {
            return happened;
        }

        happened.Insert(0, new HistoryEvent(HistoryEventType.TurnStarted, At: now));
        if (invoker.HasOrchestrator(state.Name))
        {
            happened.ForEach(session.Apply);
        }

        return happened;
    }

    private static HistoryEvent? ToEvent(Message message) => message.Type switch
    {
        MessageType.TaskCompleted => new HistoryEvent(HistoryEventType.TaskCompleted, message.Id, Payload: message.Payload),
        MessageType.TaskFailed => new HistoryEvent(HistoryEventType.TaskFailed, message.Id, Failure: message.Failure),
        MessageType.TimerFired => new HistoryEvent(HistoryEventType.TimerFired, message.Id),
        MessageType.EventRaised => new HistoryEvent(HistoryEventType.EventRaised, Name: message.Name, Payload: message.Payload),
        MessageType.SubOrchestrationCompleted => new HistoryEvent(HistoryEventType.SubOrchestrationCompleted, message.Id, Payload: message.Payload),
        MessageType.SubOrchestrationFailed => new HistoryEvent(HistoryEventType.SubOrchestrationFailed, message.Id, Failure: message.Failure),
        MessageType.Resume => new HistoryEvent(HistoryEventType.Resumed),
        MessageType.Run or MessageType.Suspend or MessageType.Terminate => null,
    };

    private static InstanceState End(
        InstanceState state, SessionOutcome outcome, List<HistoryEvent> events, List<Outgoing> outbox, DurableEngine engine)
    {
        events.Add(outcome.Failure is null
            ? new HistoryEvent(HistoryEventType.ExecutionCompleted, Payload: outcome.Output)
            : new HistoryEvent(HistoryEventType.ExecutionFailed, Failure: outcome.Failure));
        if (ToParent(state, outcome.Output, outcome.Failure, engine) is { } report)
        {
            outbox.Add(report);
        }

        return state with
        {
            Status = outcome.Failure is null ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed,
            Output = outcome.Output,
            Failure = outcome.Failure,
        };
    }

    private static TurnResult ContinueAsNew(
        InstanceState state, OrchestrationSession session, (object? Input, bool PreserveEvents) anew, string[] consumed, DurableEngine engine)
    {
        InstanceState fresh = state with
        {
            Status = OrchestrationRuntimeStatus.Pending,
            Execution = state.Execution + 1,
            HistoryRows = 0,
            Input = JsonDataConverter.Default.Serialize(anew.Input),
        };
        Outgoing[] carried = anew.PreserveEvents
            ? [.. session.UnprocessedEvents.Select(unread => new Outgoing(
                state.InstanceId, new Message(MessageType.EventRaised, Name: unread.Name, Payload: unread.Payload)) { Key = engine.Store.NextKey('o') })]
            : [];
        return new TurnResult(new Turn(fresh, [], consumed, carried), [], StartedAnew: true);
    }

    private static TurnResult Terminate(InstanceState state, Message terminate, string[] consumed, DateTimeOffset now, DurableEngine engine)
    {
        InstanceState ended = state with { Status = OrchestrationRuntimeStatus.Terminated, Output = terminate.Payload, UpdatedAt = now };
        var failure = new StoredFailure("Terminated", "The sub-orchestration was terminated.", StackTrace: null, Inner: null);
        Outgoing[] outbox = ToParent(ended, output: null, failure, engine) is { } report ? [report] : [];
        return new TurnResult(
            new Turn(ended, [new HistoryEvent(HistoryEventType.ExecutionTerminated, Payload: terminate.Payload)], consumed, outbox), [], StartedAnew: false);
    }

    private static Outgoing? ToOutgoing(InstanceState state, HistoryEvent action, DurableEngine engine) => action.Type switch
    {
        HistoryEventType.EventSent => new Outgoing(action.Instance!, new Message(MessageType.EventRaised, Name: action.Name, Payload: action.Payload))
        {
            Key = engine.Store.NextKey('o'),
        },
        HistoryEventType.SubOrchestrationCreated => new Outgoing(
            action.Instance!, Start: new StartRequest(action.Name!, action.Payload, state.InstanceId, state.Name, action.Id))
        {
            Key = engine.Store.NextKey('o'),
        },
        _ => null,
    };

    private static Outgoing? ToParent(InstanceState state, string? output, StoredFailure? failure, DurableEngine engine) => state.ParentId is null
        ? null
        : new Outgoing(state.ParentId, failure is null
            ? new Message(MessageType.SubOrchestrationCompleted, state.ParentTaskId, Payload: output)
            : new Message(MessageType.SubOrchestrationFailed, state.ParentTaskId, Failure: failure))
        {
            Key = engine.Store.NextKey('o'),
        };

    private static SessionOutcome Unknown(string name) => new(
        Completed: true,
        Output: null,
        new StoredFailure(typeof(InvalidOperationException).FullName!, $"There is no orchestrator function named '{name}'.", StackTrace: null, Inner: null),
        ContinuedAsNew: null);
}
