namespace Outreach.LocalHost.Durable;

/// <summary>External events of one instance: buffered when early, delivered in order, names without regard to case.</summary>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, LinkedList<Action<string?>>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<HistoryEvent>> _buffered = new(StringComparer.OrdinalIgnoreCase);

    public bool AnyWaiting => _waiters.Values.Any(waiters => waiters.Count > 0);

    /// <summary>Events nobody waited for; ContinueAsNew may carry them on.</summary>
    public IEnumerable<HistoryEvent> Unprocessed => _buffered.Values.SelectMany(events => events);

    public void Raise(HistoryEvent raised)
    {
        string name = raised.Name ?? "";
        if (_waiters.TryGetValue(name, out LinkedList<Action<string?>>? waiters) && waiters.First is { } first)
        {
            waiters.RemoveFirst();
            first.Value(raised.Payload);
            return;
        }

        if (!_buffered.TryGetValue(name, out Queue<HistoryEvent>? queue))
        {
            _buffered[name] = queue = new Queue<HistoryEvent>();
        }

        queue.Enqueue(raised);
    }

    /// <summary>Waits for the next event of a name; calling the answer gives up waiting.</summary>
    public Action Wait(string name, Action<string?> deliver)
    {
        if (_buffered.TryGetValue(name, out Queue<HistoryEvent>? queue) && queue.TryDequeue(out HistoryEvent? early))
        {
            deliver(early.Payload);
            return static () => { };
        }

        if (!_waiters.TryGetValue(name, out LinkedList<Action<string?>>? waiters))
        {
            _waiters[name] = waiters = new LinkedList<Action<string?>>();
        }

        LinkedListNode<Action<string?>> node = waiters.AddLast(deliver);
        return () =>
        {
            if (node.List is not null)
            {
                waiters.Remove(node);
            }
        };
    }
}
