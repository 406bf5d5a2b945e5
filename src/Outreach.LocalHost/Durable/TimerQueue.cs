namespace Outreach.LocalHost.Durable;

/// <summary>Which timer of which execution.</summary>
internal readonly record struct TimerKey(string InstanceId, string ExecutionId, int Id);

/// <summary>Calls back at instants, from milliseconds to months ahead. What it holds is made again from history after a restart.</summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>A system timer holds 49 days at most, and clocks are set: look again at least this often.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly PriorityQueue<TimerKey, DateTimeOffset> _due = new();
    private readonly Dictionary<string, HashSet<TimerKey>> _live = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Action<TimerKey> _fire;
    private readonly ITimer _timer;
    private int _count;

    public TimerQueue(TimeProvider time, Action<TimerKey> fire)
    {
        _time = time;
        _fire = fire;
        _timer = time.CreateTimer(_ => Fire(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds a timer; one that is there already stays as it is.</summary>
    public void Add(TimerKey key, DateTimeOffset at)
    {
        lock (_due)
        {
            if (!_live.TryGetValue(key.InstanceId, out HashSet<TimerKey>? timers))
            {
                _live[key.InstanceId] = timers = [];
            }

            if (timers.Add(key))
            {
                _count++;
                _due.Enqueue(key, at);
                Sleep();
            }
        }
    }

    /// <summary>Gives up every timer of an instance that is over.</summary>
    public void Cancel(string instanceId)
    {
        lock (_due)
        {
            if (_live.Remove(instanceId, out HashSet<TimerKey>? timers))
            {
                _count -= timers.Count;
            }

            if (_due.Count > (2 * _count) + 1_000)
            {
                (TimerKey, DateTimeOffset)[] kept = [.. _due.UnorderedItems.Where(item => IsLive(item.Element))];
                _due.Clear();
                _due.EnqueueRange(kept);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private bool IsLive(TimerKey key) => _live.TryGetValue(key.InstanceId, out HashSet<TimerKey>? timers) && timers.Contains(key);

    private void Fire()
    {
        List<TimerKey> now = [];
        lock (_due)
        {
            while (_due.TryPeek(out _, out DateTimeOffset at) && at <= _time.GetUtcNow())
            {
                TimerKey key = _due.Dequeue();
                if (IsLive(key))
                {
                    now.Add(key);
                    Remove(key);
                }
            }

            Sleep();
        }

        now.ForEach(_fire);
    }

    private void Remove(TimerKey key)
    {
        HashSet<TimerKey> timers = _live[key.InstanceId];
        timers.Remove(key);
        _count--;
        if (timers.Count == 0)
        {
            _live.Remove(key.InstanceId);
        }
    }

    private void Sleep()
    {
        if (_due.TryPeek(out _, out DateTimeOffset at))
        {
            TimeSpan until = at - _time.GetUtcNow();
            _timer.Change(until < TimeSpan.Zero ? TimeSpan.Zero : until < LongestSleep ? until : LongestSleep, Timeout.InfiniteTimeSpan);
        }
    }
}
