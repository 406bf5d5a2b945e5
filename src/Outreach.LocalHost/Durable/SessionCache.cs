namespace Outreach.LocalHost.Durable;

/// <summary>Which orchestrators stay in memory: those used last.</summary>
internal sealed class SessionCache(int capacity)
{
    private readonly LinkedList<InstanceActor> _order = [];
    private readonly Dictionary<InstanceActor, LinkedListNode<InstanceActor>> _nodes = [];

    /// <summary>Notes a use, and drops whoever was not used for longest.</summary>
    public void Touch(InstanceActor actor)
    {
        InstanceActor? evicted = null;
        lock (_order)
        {
            if (_nodes.TryGetValue(actor, out LinkedListNode<InstanceActor>? node))
            {
                _order.Remove(node);
            }

            _nodes[actor] = _order.AddLast(actor);
            if (_order.Count > capacity)
            {
                evicted = _order.First!.Value;
                Remove(evicted);
            }
        }

        evicted?.Forget();
    }

    /// <summary>Whether one stays in memory.</summary>
    public bool Holds(InstanceActor actor)
    {
        lock (_order)
        {
            return _nodes.ContainsKey(actor);
        }
    }

    public void Remove(InstanceActor actor)
    {
        lock (_order)
        {
            if (_nodes.Remove(actor, out LinkedListNode<InstanceActor>? node))
            {
                _order.Remove(node);
            }
        }
    }
}
