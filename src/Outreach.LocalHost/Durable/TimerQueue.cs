namespace Outreach.LocalHost.Durable;

/// <summary>Calls back at instants, from milliseconds to months ahead. What it holds is made again from history after a restart.</summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>A system timer holds 49 days at most, and clocks are set: look again at least this often.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly PriorityQueue<Action, DateTimeOffset> _due = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public TimerQueue(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Fire(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(DateTimeOffset at, Action callback)
    {
        lock (_due)
        {
            _due.Enqueue(callback, at);
            Sleep();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        List<Action> now = [];
        lock (_due)
        {
            while (_due.TryPeek(out _, out DateTimeOffset at) && at <= _time.GetUtcNow())
            {
                now.Add(_due.Dequeue());
            }

            Sleep();
        }

        foreach (Action callback in now)
        {
            callback();
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
