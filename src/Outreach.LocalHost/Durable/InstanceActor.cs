using Microsoft.DurableTask.Client;

namespace Outreach.LocalHost.Durable;

/// <summary>One orchestration in this process: takes what it is told one turn at a time, and never two turns at once.</summary>
/// <remarks>
/// What others tell an instance is in its inbox in storage before it is told here, so a tell says no more than "look". Outcomes of its own actions are told as they
/// are: after a crash they come again from history.
/// </remarks>
internal sealed class InstanceActor(string instanceId, DurableEngine engine)
{
    /// <summary>Leaves room for a turn's own rows in one table transaction.</summary>
    public const int MessagesPerTurn = 40;

    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<Message> _told = [];
    private bool _look;
    private bool _again;
    private InstanceState? _fresh;
    private bool _running;
    private bool _retired;
    private List<Message> _inbox = [];
    private InstanceState? _state;
    private OrchestrationSession? _session;

    /// <summary>Tells this orchestration an outcome, or that there is something in its inbox. False when this actor is done: ask for another.</summary>
    /// <param name="again">Whether what is in memory is to be read anew.</param>
    /// <param name="fresh">The state of one that has just begun.</param>
    public bool TryTell(Message? outcome, bool again, InstanceState? fresh)
    {
        lock (_lock)
        {
            if (_retired)
            {
                return false;
            }

            _again |= again;
            if (fresh is not null)
            {
                _fresh = fresh;
            }
            else if (outcome is null)
            {
                _look = true;
            }
            else
            {
                _told.Add(outcome);
            }

            if (_running)
            {
                return true;
            }

            _running = true;
        }

        engine.Run(RunAsync);
        return true;
    }

    /// <summary>Whether another instance of this id has begun and not had its first turn; null where there is something in storage to look at, which may be that.</summary>
    public bool? BeginsAgain
    {
        get
        {
            lock (_lock)
            {
                return _fresh is not null ? true : _look ? null : false;
            }
        }
    }

    /// <summary>Drops what can be made again from storage.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            if (!_running)
            {
                Drop();
                Retire();
            }
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            Message[] outcomes;
            bool look, again;
            InstanceState? fresh;
            lock (_lock)
            {
                if (_told.Count == 0 && !_look && _fresh is null)
                {
                    _running = false;
                    if (!engine.Sessions.Holds(this))
                    {
                        // Also one that others pushed out while it ran: nobody else would let go of it.
                        Drop();
                        Retire();
                    }

                    return;
                }

                outcomes = [.. _told];
                (look, again, fresh) = (_look, _again, _fresh);
                _told.Clear();
                (_look, _again, _fresh) = (false, false, null);
            }

            if (again)
            {
                Drop();
            }

            if (fresh is not null)
            {
                Hold(fresh, [], []);
            }

            if (!engine.Stopping.IsCancellationRequested && !await TryTurnAsync(outcomes, look))
            {
                // Still running, so that nobody else takes it up; but its slot is for others meanwhile, however many instances fail for good.
                _ = AgainAsync(outcomes);
                return;
            }
        }
    }

    /// <summary>A turn that storage refused counts for nothing: it is taken again from what is stored.</summary>
    private async Task<bool> TryTurnAsync(Message[] outcomes, bool look)
    {
        try
        {
            await TurnAsync(outcomes, look);
            return true;
        }
        catch (OperationCanceledException) when (engine.Stopping.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception fault)
        {
            // The host's edge: whatever storage did to this instance must not stop the others. The write may have taken effect
            // nevertheless, so nothing in memory is to be trusted.
            engine.TurnFailed(instanceId, fault);
            Drop();
            return false;
        }
    }

    private async Task AgainAsync(Message[] outcomes)
    {
        lock (_lock)
        {
            _told.InsertRange(0, outcomes);
            _look = true;
        }

        await engine.PauseAsync(Backoff);
        engine.Run(RunAsync);
    }

    private async Task TurnAsync(Message[] outcomes, bool look)
    {
        if (_session is null)
        {
            if (!await LoadAsync(outcomes))
            {
                return;
            }
        }
        else if (look)
        {
            _inbox = [.. await engine.Store.ReadInboxAsync(instanceId, engine.Stopping)];
        }

        Control control = Control.Of(_state!.Status == OrchestrationRuntimeStatus.Suspended, _inbox);
        if (control.Terminate is null && engine.WaitsForStart(_state))
        {
            return;
        }

        if (control.Suspended)
        {
            await KeepAsync(outcomes);
        }

        Message[] taken = control.Suspended ? [.. _inbox.Where(Control.IsControl).Take(MessagesPerTurn)] : [.. outcomes, .. _inbox.Take(MessagesPerTurn)];
        Message[] left = [.. _inbox.Except(taken)];
        if (engine.ReplaysEveryTurn && _state.HistoryRows == 0)
        {
            _session = OrchestrationSession.Replay(_state, HubRows.Split(_state.Tail), engine.Invoker, engine.Loggers);
        }

        TurnResult result = TurnComposer.Compose(_state, _session!, control, taken, left, engine);
        if (result.IsEmpty)
        {
            return;
        }

        _state = (await engine.Store.CommitAsync(result.Turn, engine.Stopping)) with { Input = result.Turn.State.Input };
        _inbox = [.. left];
        _session!.ClearTaken();
        await engine.AfterTurnAsync(_state, result);
        if (_state.IsOver || result.StartedAnew)
        {
            Drop();
        }
        else
        {
            engine.Sessions.Touch(this);
        }

        if (result.StartedAnew || (left.Length > 0 && !control.Suspended))
        {
            engine.Tell(instanceId);
        }
    }

    /// <summary>Outcomes that come to a suspended instance wait in its inbox with everything else.</summary>
    private async Task KeepAsync(Message[] outcomes)
    {
        foreach (Message outcome in outcomes)
        {
            await engine.Store.EnqueueAsync(instanceId, outcome, key: null, engine.Stopping);
        }
    }

    /// <summary>Reads the instance and takes up whatever a host before this one, or a turn that failed, left undone.</summary>
    private async Task<bool> LoadAsync(Message[] outcomes)
    {
        if (await engine.Store.LoadAsync(instanceId, engine.Stopping) is not { } stored)
        {
            return false;
        }

        await engine.ResumeAsync(stored, outcomes, IsTold);
        if (stored.State.IsOver)
        {
            return false;
        }

        Hold(stored.State, stored.History, stored.Inbox);
        return true;
    }

    private bool IsTold(string executionId, int id)
    {
        lock (_lock)
        {
            return _told.Exists(outcome => outcome.Id == id && outcome.ExecutionId == executionId);
        }
    }

    private void Hold(InstanceState state, IReadOnlyList<HistoryEvent> history, IReadOnlyList<Message> inbox)
    {
        _state = state;
        _inbox = [.. inbox];
        _session = OrchestrationSession.Replay(state, history, engine.Invoker, engine.Loggers);
        engine.Sessions.Touch(this);
    }

    private void Drop()
    {
        _state = null;
        _session = null;
        _inbox = [];
        engine.Sessions.Remove(this);
    }

    private void Retire()
    {
        _retired = true;
        engine.Retire(instanceId, this);
    }
}
