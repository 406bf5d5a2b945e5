using Microsoft.DurableTask.Client;

namespace Outreach.LocalHost.Durable;

/// <summary>One orchestration in this process: takes its messages one turn at a time, and never two turns at once.</summary>
internal sealed class InstanceActor(string instanceId, DurableEngine engine)
{
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<Message> _queue = [];
    private readonly List<Message> _held = [];
    private bool _running;
    private InstanceState? _state;
    private OrchestrationSession? _session;

    /// <summary>Tells this orchestration something; a turn follows.</summary>
    public void Tell(Message message)
    {
        lock (_lock)
        {
            _queue.Add(message);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        engine.Run(RunAsync);
    }

    /// <summary>Drops what can be made again from history.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            if (!_running)
            {
                Reset();
            }
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            Message[] messages;
            lock (_lock)
            {
                if (_queue.Count == 0)
                {
                    _running = false;
                    return;
                }

                messages = [.. _queue];
                _queue.Clear();
            }

            await TurnUntilWrittenAsync(messages);
        }
    }

    /// <summary>A turn that storage refused counts for nothing: it is taken again from what is stored.</summary>
    private async Task TurnUntilWrittenAsync(Message[] messages)
    {
        while (!engine.Stopping.IsCancellationRequested)
        {
            try
            {
                await TurnAsync(messages);
                return;
            }
            catch (OperationCanceledException) when (engine.Stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The host's edge: whatever storage or a payload did to this instance must not stop the others.
                engine.TurnFailed(instanceId, fault);
                Reset();
                await engine.PauseAsync(Backoff);
            }
        }
    }

    private async Task TurnAsync(Message[] messages)
    {
        if (_session is null && !await LoadAsync())
        {
            return;
        }

        if (_state!.IsOver || await engine.WaitsForStartAsync(_state))
        {
            return;
        }

        _held.AddRange(messages);
        bool suspended = _state.Status == OrchestrationRuntimeStatus.Suspended
            ? !_held.Any(message => message.Type is MessageType.Resume or MessageType.Terminate)
            : _held.Any(message => message.Type == MessageType.Suspend) && !_held.Any(message => message.Type is MessageType.Resume or MessageType.Terminate);
        if (suspended && _state.Status == OrchestrationRuntimeStatus.Suspended)
        {
            return;
        }

        Message[] taken = suspended ? [.. _held.Where(message => message.Type == MessageType.Suspend)] : [.. _held];
        TurnResult result = TurnComposer.Compose(_state, _session!, taken, engine);
        if (result.IsEmpty)
        {
            _held.RemoveAll(taken.Contains);
            return;
        }

        _state = await engine.Store.CommitAsync(result.Turn, engine.Stopping);
        _held.RemoveAll(taken.Contains);
        _session!.ClearTaken();
        await engine.AfterTurnAsync(_state, result);
        if (_state.IsOver || result.StartedAnew)
        {
            Reset();
        }
        else
        {
            engine.Sessions.Touch(this);
        }
    }

    private async Task<bool> LoadAsync()
    {
        if (await engine.Store.LoadAsync(instanceId, engine.Stopping) is not { } stored)
        {
            return false;
        }

        _state = stored.State;
        _session = OrchestrationSession.Replay(stored.State, stored.History, engine.Invoker, engine.Loggers);
        return true;
    }

    private void Reset()
    {
        _state = null;
        _session = null;
        _held.Clear();
        engine.Sessions.Remove(this);
    }
}
