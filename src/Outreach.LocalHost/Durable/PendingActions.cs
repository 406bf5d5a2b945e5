namespace Outreach.LocalHost.Durable;

/// <summary>The actions an orchestrator has taken: checked against history while it is replayed, recorded when they are new.</summary>
internal sealed class PendingActions
{
    private readonly Dictionary<int, HistoryEvent> _recorded = [];
    private readonly Dictionary<int, Action<HistoryEvent>> _waiting = [];
    private int _next;

    /// <summary>New actions of this turn.</summary>
    public List<HistoryEvent> Taken { get; } = [];

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
                throw new NonDeterministicOrchestrationException(
                    $"Non-deterministic orchestrator: history expects action #{id} to be {Describe(recorded.Type, recorded.Name)}, but the code did {Describe(type, name)}. "
                    + "An orchestrator must do the same at every replay: deploy changes under a new function name.");
            }
        }
        else
        {
            Taken.Add(describe(id));
        }

        if (complete is not null)
        {
            _waiting.Add(id, complete);
        }

        return id;
    }

    /// <summary>Completes an action. False when nobody waits for it: completed before, or cancelled.</summary>
    public bool Complete(HistoryEvent outcome)
    {
        if (!_waiting.Remove(outcome.Id, out Action<HistoryEvent>? complete))
        {
            return false;
        }

        complete(outcome);
        return true;
    }

    public void Forget(int id) => _waiting.Remove(id);

    /// <summary>Whether the code waits for anything the engine could bring.</summary>
    public bool AnyWaiting => _waiting.Count > 0;

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

    private static string Describe(HistoryEventType type, string? name) => name is null ? $"{type}" : $"{type} '{name}'";
}
