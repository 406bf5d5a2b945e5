using Microsoft.DurableTask.Client;
using Outreach.LocalHost.Durable;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>A history as lines that begin and end. Its times are those of the orchestrator's turns: history knows no others.</summary>
/// <param name="Begin">The first turn; null where there was none.</param>
/// <param name="End">When the orchestration ended; null while it is not over.</param>
/// <param name="Turns">Turns taken so far.</param>
/// <param name="Items">In the order in which they began.</param>
internal sealed record Timeline(DateTimeOffset? Begin, DateTimeOffset? End, int Turns, IReadOnlyList<TimelineItem> Items)
{
    public static Timeline Of(InstanceHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return new Reading(history.State).Read(history.Events);
    }

    private sealed class Reading(InstanceState state)
    {
        private readonly List<TimelineItem> _items = [];
        private readonly Dictionary<int, int> _lines = [];
        private DateTimeOffset? _begin;
        private DateTimeOffset _at = state.CreatedAt;
        private int _turns;
        private int? _suspension;

        public Timeline Read(IReadOnlyList<HistoryEvent> events)
        {
            foreach (HistoryEvent one in events)
            {
                Read(one);
            }

            if (_suspension is { } suspension && state.Status == OrchestrationRuntimeStatus.Suspended)
            {
                // While it lasts the state row has its time.
                _items[suspension] = _items[suspension] with { Begin = state.UpdatedAt, BeganLater = false };
            }

            for (int line = 0; line < _items.Count; line++)
            {
                if (_items[line] is { State: TimelineState.Open } open && !IsAwaited(open))
                {
                    _items[line] = open with { State = TimelineState.Unfinished };
                }
            }

            return new Timeline(_begin, state.IsOver ? state.UpdatedAt : null, _turns, _items);
        }

        private void Read(HistoryEvent one)
        {
            switch (one.Type)
            {
                case HistoryEventType.TurnStarted:
                    _at = Utc(one.At);
                    _begin ??= _at;
                    _turns++;
                    break;
                case HistoryEventType.TaskScheduled:
                    Open(one, new TimelineItem(TimelineKind.Activity, one.Name, TimelineState.Open, TimeOf(one)));
                    break;
                case HistoryEventType.TimerCreated:
                    Open(one, new TimelineItem(TimelineKind.Timer, Name: null, TimelineState.Open, _at, FiresAt: Utc(one.At)));
                    break;
                case HistoryEventType.SubOrchestrationCreated:
                    Open(one, new TimelineItem(TimelineKind.SubOrchestration, one.Name, TimelineState.Open, TimeOf(one), InstanceId: one.Instance));
                    break;
                case HistoryEventType.TaskCompleted or HistoryEventType.SubOrchestrationCompleted:
                    Close(one, TimelineState.Completed);
                    break;
                case HistoryEventType.TaskFailed or HistoryEventType.SubOrchestrationFailed:
                    Close(one, TimelineState.Failed);
                    break;
                case HistoryEventType.TimerFired:
                    Close(one, TimelineState.Fired);
                    break;
                case HistoryEventType.EventRaised:
                    _items.Add(new TimelineItem(TimelineKind.EventRaised, one.Name, TimelineState.Happened, TimeOf(one), TimeOf(one)));
                    break;
                case HistoryEventType.EventSent:
                    _items.Add(new TimelineItem(TimelineKind.EventSent, one.Name, TimelineState.Happened, TimeOf(one), TimeOf(one), InstanceId: one.Instance));
                    break;
                case HistoryEventType.Suspended:
                    Suspend(one);
                    break;
                case HistoryEventType.Resumed when _suspension is { } line:
                    _items[line] = _items[line] with { State = TimelineState.Completed, End = TimeOf(one) };
                    _suspension = null;
                    break;
                default:
                    // Begin and end of the execution: the state says when.
                    break;
            }
        }

        private void Open(HistoryEvent action, TimelineItem item)
        {
            _lines[action.Id] = _items.Count;
            _items.Add(item);
        }

        private void Close(HistoryEvent outcome, TimelineState result)
        {
            if (_lines.Remove(outcome.Id, out int line))
            {
                _items[line] = _items[line] with
                {
                    State = result,
                    End = TimeOf(outcome),
                    ErrorTypes = outcome.Failure is null ? null : OrchestrationView.ErrorTypesOf(outcome.Failure),
                };
            }
        }

        /// <summary>No turn is taken by being suspended, so that only an event which says it itself tells when.</summary>
        private void Suspend(HistoryEvent suspended)
        {
            _suspension = _items.Count;
            _items.Add(new TimelineItem(TimelineKind.Suspension, Name: null, TimelineState.Open, TimeOf(suspended), BeganLater: suspended.At == default));
        }

        /// <summary>Of a running orchestration the state names the next timer that its code waits for: an earlier one was cancelled.</summary>
        private bool IsAwaited(TimelineItem open) =>
            !state.IsOver && (open.Kind != TimelineKind.Timer || (state.WakeAt is { } next && open.FiresAt >= next));

        private DateTimeOffset TimeOf(HistoryEvent one) => one.At == default ? _at : Utc(one.At);

        private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc), TimeSpan.Zero);
    }
}
