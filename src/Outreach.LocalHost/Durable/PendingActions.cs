namespace Outreach.LocalHost.Durable;

/// <summary>The actions an orchestrator has taken: checked against history while it is replayed, recorded when they are new.</summary>
internal sealed class PendingActions
{
    private readonly Dictionary<int, HistoryEvent> _recorded = [];
    private readonly Dictionary<int, (HistoryEventType Type, Action<HistoryEvent> Complete)> _waiting = [];
    private readonly PriorityQueue<int, DateTime> _timers = new();
    private int _next;

    /// <summary>New actions of this turn.</summary>
    public List<HistoryEvent> Taken { get; } = [];

    /// <summary>Set once the code did something else than history says; it may have caught the exception.</summary>
    public NonDeterministicOrchestrationException? Diverged { get; private set; }

    /// <summary>What history says the code did; it must do it again.</summary>
    public void Expect(HistoryEvent recorded) => _recorded.Add(recorded.Id, recorded);

    /// <summary>Takes the next action. Its number, the same at every replay.</summary>
    public int Take(HistoryEventType type, string? name, Func<int, HistoryEvent> describe, Action<HistoryEvent>? complete)
    {
        int id = _next++;
        if (_recorded.Remove(id, out HistoryEvent? recorded))
        {
            if (recorded.Type != type || !string.Equals(recorded.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                Diverged = new NonDeterministicOrchestrationException(
                    $"Non-deterministic orchestrator: history expects action #{id} to be {Describe(recorded.Type, recorded.Name)}, but the code did {Describe(type, name)}. "
                    + "An orchestrator must do the same at every replay: deploy changes under a new function name.");
                throw Diverged;
            }
        }
        else
        {
            recorded = describe(id);
            Taken.Add(recorded);
        }

        if (complete is not null)
        {
            _waiting.Add(id, (type, complete));
        }

        if (type == HistoryEventType.TimerCreated)
        {
            _timers.Enqueue(id, recorded.At);
        }

        return id;
    }

    /// <summary>Whether the code waits for this outcome: not for one that came before, nor for that of a cancelled timer.</summary>
    public bool Awaits(HistoryEventType outcome, int id) => _waiting.TryGetValue(id, out (HistoryEventType Type, Action<HistoryEvent>) waiting) && waiting.Type == ActionOf(outcome);

    /// <summary>Completes an action; without effect where nobody waits for it.</summary>
    public void Complete(HistoryEvent outcome)
    {
        if (Awaits(outcome.Type, outcome.Id) && _waiting.Remove(outcome.Id, out (HistoryEventType Type, Action<HistoryEvent> Complete) waiting))
        {
            waiting.Complete(outcome);
        }
    }

    public void Forget(int id) => _waiting.Remove(id);

    /// <summary>Whether the code waits for anything the engine could bring.</summary>
    public bool AnyWaiting => _waiting.Count > 0;

    /// <summary>When the next timer that the code waits for fires; null if it waits for none.</summary>
    public DateTime? NextTimer()
    {
        while (_timers.TryPeek(out int id, out DateTime at))
        {
            if (_waiting.ContainsKey(id))
            {
                return at;
            }

            _timers.Dequeue();
        }

        return null;
    }

    /// <summary>After a replay every recorded action must have been taken again.</summary>
    public void RequireAllTaken()
    {
        if (_recorded.Count > 0)
        {
            HistoryEvent first = _recorded.Values.MinBy(recorded => recorded.Id)!;
            throw new NonDeterministicOrchestrationException(
                $"Non-deterministic orchestrator: history expects action #{first.Id} to be {Describe(first.Type, first.Name)}, but the code did nothing there.");
        }
    }

    private static HistoryEventType? ActionOf(HistoryEventType outcome) => outcome switch
    {
        HistoryEventType.TaskCompleted or HistoryEventType.TaskFailed => HistoryEventType.TaskScheduled,
        HistoryEventType.TimerFired => HistoryEventType.TimerCreated,
        HistoryEventType.SubOrchestrationCompleted or HistoryEventType.SubOrchestrationFailed => HistoryEventType.SubOrchestrationCreated,
        _ => null,
    };

    private static string Describe(HistoryEventType type, string? name) => name is null ? $"{type}" : $"{type} '{name}'";
}
