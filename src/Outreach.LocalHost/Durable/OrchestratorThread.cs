namespace Outreach.LocalHost.Durable;

/// <summary>Runs an orchestrator's code one step at a time, in the order its tasks complete: the same order at every replay.</summary>
internal sealed class OrchestratorThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_queue)
        {
            _queue.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Runs a step and everything that follows from it, until the code waits for something that has not happened.</summary>
    public void Run(Action step)
    {
        SynchronizationContext? outer = Current;
        SetSynchronizationContext(this);
        try
        {
            step();
            while (TryDequeue(out (SendOrPostCallback Callback, object? State) next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    private bool TryDequeue(out (SendOrPostCallback Callback, object? State) next)
    {
        lock (_queue)
        {
            return _queue.TryDequeue(out next);
        }
    }
}
