using Microsoft.DurableTask.Client;

namespace Outreach.LocalHost.Durable;

/// <summary>A turn ready to be written, and what follows once it is.</summary>
/// <param name="Taken">Actions to carry out after the write.</param>
/// <param name="ExecutionId">The execution that took them.</param>
/// <param name="StartedAnew">Whether the orchestrator continued as new.</param>
internal sealed record TurnResult(Turn Turn, IReadOnlyList<HistoryEvent> Taken, string ExecutionId, bool StartedAnew)
{
    public bool IsEmpty => Turn.Events.Count == 0 && Turn.Consumed.Count == 0 && Turn.Outbox.Count == 0 && !StartedAnew;
}

/// <summary>Makes a turn: applies messages to the orchestrator's code and puts together what must be written.</summary>
internal static class TurnComposer
{
    /// <param name="taken">Messages this turn uses up.</param>
    /// <param name="left">Messages that stay for the next.</param>
    public static TurnResult Compose(
        InstanceState state, OrchestrationSession session, Control control, IReadOnlyList<Message> taken, IReadOnlyList<Message> left, DurableEngine engine)
    {
        DateTimeOffset now = engine.Time.GetUtcNow();
        string[] consumed = [.. taken.Select(message => message.Key).OfType<string>()];
        if (control.Terminate is { } terminate)
        {
            return Terminate(state, session, terminate, consumed, now, engine);
        }

        if (control.Suspended)
        {
            return Suspend(state, control, consumed, now);
        }

        List<HistoryEvent> events = Apply(state, session, control, taken, now.UtcDateTime, engine.Invoker);
        if (events.Count == 0)
        {
            return new TurnResult(new Turn(state, [], consumed, [], []), [], state.ExecutionId, StartedAnew: false);
        }

        SessionOutcome outcome = engine.Invoker.HasOrchestrator(state.Name) ? session.Outcome() : Unknown(state.Name);
        InstanceState next = state with
        {
            Status = OrchestrationRuntimeStatus.Running,
            UpdatedAt = now,
            CustomStatus = outcome.CustomStatus,
            WakeAt = session.NextTimer,
        };
        HistoryEvent[] actions = [.. session.Taken];
        List<Outgoing> outbox = [.. actions.Select(action => Outbound.OfAction(next, action, engine.Store)).OfType<Outgoing>()];
        if (outcome is { Completed: true, ContinuedAsNew: { } anew })
        {
            return ContinueAsNew(next, session, anew, consumed, left, actions, outbox);
        }

        events.AddRange(actions);
        if (outcome.Completed)
        {
            next = End(next, outcome, events, outbox, engine.Store);
        }

        return new TurnResult(new Turn(next, events, consumed, outbox, []), actions, state.ExecutionId, StartedAnew: false);
    }

    private static List<HistoryEvent> Apply(
        InstanceState state, OrchestrationSession session, Control control, IReadOnlyList<Message> messages, DateTime now, IDurableFunctionInvoker invoker)
    {
        List<HistoryEvent> happened = [];
        if (control.WasSuspended)
        {
            happened.Add(new HistoryEvent(HistoryEventType.Resumed));
        }

        if (!session.HasStarted)
        {
            happened.Add(new HistoryEvent(HistoryEventType.ExecutionStarted, Name: state.Name));
        }

        var started = new HistoryEvent(HistoryEventType.TurnStarted, At: now);
        bool runs = invoker.HasOrchestrator(state.Name);
        List<HistoryEvent> applied = [];
        if (happened.Count > 0)
        {
            applied = [started, .. happened];
            session.Apply(applied, runs);
        }

        foreach (Message message in messages.Where(message => !Control.IsControl(message)))
        {
            if (message.IsOutcome && !session.Awaits(message))
            {
                // Told twice, of a cancelled timer, or of an execution that is over.
                continue;
            }

            HistoryEvent told = ToEvent(message);
            HistoryEvent[] next = applied.Count == 0 ? [started, told] : [told];
            session.Apply(next, runs);
            applied.AddRange(next);
        }

        return applied;
    }

    private static HistoryEvent ToEvent(Message message) => message.Type switch
    {
        MessageType.TaskCompleted => new HistoryEvent(HistoryEventType.TaskCompleted, message.Id, Payload: message.Payload),
        MessageType.TaskFailed => new HistoryEvent(HistoryEventType.TaskFailed, message.Id, Failure: message.Failure),
        MessageType.TimerFired => new HistoryEvent(HistoryEventType.TimerFired, message.Id),
        MessageType.EventRaised => new HistoryEvent(HistoryEventType.EventRaised, Name: message.Name, Payload: message.Payload),
        MessageType.SubOrchestrationCompleted => new HistoryEvent(HistoryEventType.SubOrchestrationCompleted, message.Id, Payload: message.Payload),
        MessageType.SubOrchestrationFailed => new HistoryEvent(HistoryEventType.SubOrchestrationFailed, message.Id, Failure: message.Failure),
        MessageType.Suspend or MessageType.Resume or MessageType.Terminate => throw new ArgumentException("A control message is no event of the code.", nameof(message)),
    };

    private static TurnResult Suspend(InstanceState state, Control control, string[] consumed, DateTimeOffset now)
    {
        InstanceState suspended = control.WasSuspended ? state : state with { Status = OrchestrationRuntimeStatus.Suspended, UpdatedAt = now };
        HistoryEvent[] events = control.WasSuspended ? [] : [new HistoryEvent(HistoryEventType.Suspended)];
        return new TurnResult(new Turn(suspended, events, consumed, [], []), [], state.ExecutionId, StartedAnew: false);
    }

    private static InstanceState End(InstanceState state, SessionOutcome outcome, List<HistoryEvent> events, List<Outgoing> outbox, IHubStore store)
    {
        events.Add(outcome.Failure is null
            ? new HistoryEvent(HistoryEventType.ExecutionCompleted, Payload: outcome.Output)
            : new HistoryEvent(HistoryEventType.ExecutionFailed, Failure: outcome.Failure));
        if (Outbound.ToParent(state.Parent, outcome.Output, outcome.Failure, store) is { } report)
        {
            outbox.Add(report);
        }

        return state with
        {
            Status = outcome.Failure is null ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed,
            Output = outcome.Output,
            Failure = outcome.Failure,
            WakeAt = null,
        };
    }

    /// <summary>What the ending execution told others is told; what it was told and did not use goes before everything that waits.</summary>
    private static TurnResult ContinueAsNew(
        InstanceState state,
        OrchestrationSession session,
        ContinuedAsNew anew,
        string[] consumed,
        IReadOnlyList<Message> left,
        HistoryEvent[] actions,
        List<Outgoing> outbox)
    {
        InstanceState fresh = state with
        {
            Status = OrchestrationRuntimeStatus.Running,
            ExecutionId = Guid.NewGuid().ToString("N"),
            Execution = state.Execution + 1,
            HistoryRows = 0,
            Tail = "",
            CarriedEvents = 0,
            CustomStatus = null,
            StartAt = null,
            WakeAt = null,
            Input = anew.Input,
            Version = anew.Version ?? state.Version,
        };
        Message[] carried = anew.PreserveEvents
            ? [
                .. session.UnprocessedEvents.Select(unread => new Message(MessageType.EventRaised, Name: unread.Name, Payload: unread.Payload)),
                .. left.Where(message => message.Key![0] != HubKeys.Inbox),
            ]
            : [];
        HistoryEvent[] tasks = [.. actions.Where(action => action.Type == HistoryEventType.TaskScheduled)];
        return new TurnResult(new Turn(fresh, [], consumed, outbox, carried), tasks, state.ExecutionId, StartedAnew: true);
    }

    private static TurnResult Terminate(
        InstanceState state, OrchestrationSession session, Message terminate, string[] consumed, DateTimeOffset now, DurableEngine engine)
    {
        InstanceState ended = state with { Status = OrchestrationRuntimeStatus.Terminated, Output = terminate.Payload, UpdatedAt = now, WakeAt = null };
        var failure = new StoredFailure("Terminated", "The sub-orchestration was terminated.", StackTrace: null, Inner: null);
        List<Outgoing> outbox = [.. new[] { Outbound.ToParent(ended.Parent, output: null, failure, engine.Store) }.OfType<Outgoing>()];
        if (terminate.Recursive)
        {
            outbox.AddRange(session.RunningChildren.Select(child => new Outgoing(child, terminate with { Key = null }) { Key = engine.Store.NextKey(HubKeys.Outbox) }));
        }

        HistoryEvent[] events = [new HistoryEvent(HistoryEventType.ExecutionTerminated, Payload: terminate.Payload)];
        return new TurnResult(new Turn(ended, events, consumed, outbox, []), [], state.ExecutionId, StartedAnew: false);
    }

    private static SessionOutcome Unknown(string name) => SessionOutcome.Failed(
        new StoredFailure(typeof(InvalidOperationException).FullName!, $"The function '{name}' doesn't exist or is not an orchestrator function.", StackTrace: null, Inner: null));
}
