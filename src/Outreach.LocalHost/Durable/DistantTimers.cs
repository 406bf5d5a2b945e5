namespace Outreach.LocalHost.Durable;

/// <summary>Timers far ahead stay in storage alone, however many there are; those that come near are taken up in time.</summary>
/// <remarks>Memory holds one instant: the next of all that were left. Storage is looked through when that one comes near.</remarks>
internal sealed class DistantTimers : IDisposable
{
    /// <summary>What fires later than this is left in storage.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromHours(1);

    /// <summary>How long before an instant storage is looked through: many instants a look, and time enough for it.</summary>
    private static readonly TimeSpan Ahead = Near / 2;

    /// <summary>Clocks are set: compare again at least this often.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly IHubStore _store;
    private readonly TimeProvider _time;
    private readonly Action<string> _takeUp;
    private readonly CancellationToken _stopping;
    private readonly ITimer _timer;
    private DateTimeOffset? _next;

    /// <param name="takeUp">Told the instances with a timer that has come near.</param>
    public DistantTimers(IHubStore store, TimeProvider time, Action<string> takeUp, CancellationToken stopping)
    {
        _store = store;
        _time = time;
        _takeUp = takeUp;
        _stopping = stopping;
        _timer = time.CreateTimer(_ => Compare(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Leaves a timer in storage, where it is already. False when it is near: then it is the caller's.</summary>
    public bool TryLeave(DateTimeOffset at)
    {
        if (at - _time.GetUtcNow() <= Near)
        {
            return false;
        }

        Note(at);
        return true;
    }

    public void Dispose() => _timer.Dispose();

    private void Note(DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_next is null || at < _next)
            {
                _next = at;
                Sleep();
            }
        }
    }

    private void Compare()
    {
        lock (_lock)
        {
            if (_next is not { } next)
            {
                return;
            }

            if (next - Ahead > _time.GetUtcNow())
            {
                Sleep();
                return;
            }

            _next = null;
        }

        _ = LookAsync();
    }

    private async Task LookAsync()
    {
        try
        {
            DateTimeOffset near = _time.GetUtcNow() + Near;
            await foreach ((string instanceId, DateTimeOffset at) in _store.ListWaitingAsync(_stopping))
            {
                if (at <= near)
                {
                    _takeUp(instanceId);
                }
                else
                {
                    Note(at);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Looked through again at the next start.
        }
        catch (Exception)
        {
            // The host's edge: storage did not answer. Whoever was told by then is told again, which changes nothing.
            Note(_time.GetUtcNow() + Ahead + LongestSleep);
        }
    }

    private void Sleep()
    {
        TimeSpan until = _next!.Value - Ahead - _time.GetUtcNow();
        _timer.Change(until < TimeSpan.Zero ? TimeSpan.Zero : until < LongestSleep ? until : LongestSleep, Timeout.InfiniteTimeSpan);
    }
}
