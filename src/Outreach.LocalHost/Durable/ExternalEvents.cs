namespace Outreach.LocalHost.Durable;

/// <summary>External events of one instance: buffered when early, delivered in order, names without regard to case.</summary>
/// <remarks>
/// As the SDK has it: of several waits for one name the latest is served first; an event that comes to a wait which was cancelled is spent on it. Code that loses an
/// event on the Functions host must lose it here too.
/// </remarks>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, Stack<EventWait>> _waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<HistoryEvent>> _buffered = new(StringComparer.OrdinalIgnoreCase);

    public bool AnyWaiting => _waits.Values.Any(waits => waits.Any(wait => !wait.IsOver()));

    /// <summary>Events nobody waited for; ContinueAsNew may carry them on.</summary>
    public IEnumerable<HistoryEvent> Unprocessed => _buffered.Values.SelectMany(events => events);

    public void Raise(HistoryEvent raised)
    {
        string name = raised.Name ?? "";
        if (_waits.TryGetValue(name, out Stack<EventWait>? waits) && waits.TryPop(out EventWait? latest))
        {
            latest.Deliver(raised.Payload);
            return;
        }

        if (!_buffered.TryGetValue(name, out Queue<HistoryEvent>? queue))
        {
            _buffered[name] = queue = new Queue<HistoryEvent>();
        }

        queue.Enqueue(raised);
    }

    /// <summary>Waits for the next event of a name.</summary>
    /// <exception cref="ArgumentException">The name is waited for with another type.</exception>
    public void Wait(string name, EventWait wait)
    {
        if (!_waits.TryGetValue(name, out Stack<EventWait>? waits))
        {
            _waits[name] = waits = new Stack<EventWait>();
        }

        if (waits.TryPeek(out EventWait? other) && other.Type != wait.Type)
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {other.Type.FullName} but was requested {wait.Type.FullName}.", nameof(wait));
        }

        if (_buffered.TryGetValue(name, out Queue<HistoryEvent>? queue) && queue.TryDequeue(out HistoryEvent? early))
        {
            wait.Deliver(early.Payload);
            return;
        }

        waits.Push(wait);
    }
}

/// <summary>One wait for an event.</summary>
/// <param name="Type">What the payload is read as.</param>
/// <param name="Deliver">Takes the serialized payload.</param>
/// <param name="IsOver">Whether it was served or cancelled.</param>
internal sealed record EventWait(Type Type, Action<string?> Deliver, Func<bool> IsOver);
