namespace Outreach.Core.Deletion;

/// <summary>Adds up a run whose parts go on at once; what it holds does not grow with the number of lists.</summary>
public sealed class EnforcementTally
{
    /// <summary>Enough to find the cause; counts are complete.</summary>
    private const int MostNamed = 100;
    private const int MostFailures = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<Obstacle, int> _obstacles = [];
    private readonly List<BlockedList> _blocked = [];
    private readonly Dictionary<string, DutyOutcome> _duties = new(StringComparer.Ordinal);
    private readonly List<Exception> _failures = [];
    private int _destroyed;
    private int _purged;
    private int _erased;
    private int _removed;
    private int _waiting;
    private int _late;

    public void Add(KeptPromise kept, bool late)
    {
        ArgumentNullException.ThrowIfNull(kept);
        lock (_lock)
        {
            _destroyed += kept.Destroyed ? 1 : 0;
            _purged += kept.Purged ? 1 : 0;
            _erased += kept.Erased ? 1 : 0;
            _waiting += kept.Waiting ? 1 : 0;
            _late += late ? 1 : 0;
            if (kept.Blocked is not { } blocked)
            {
                return;
            }

            _obstacles[blocked.Obstacle.Code] = _obstacles.GetValueOrDefault(blocked.Obstacle.Code) + 1;
            if (_blocked.Count < MostNamed)
            {
                _blocked.Add(blocked);
            }
        }
    }

    public void Add(string duty, DutyOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        lock (_lock)
        {
            _duties[duty] = outcome;
            _removed += outcome.Removed;
            _late += outcome.Late;
            _waiting += outcome.Waiting;
        }
    }

    public void Fail(Exception failure)
    {
        lock (_lock)
        {
            if (_failures.Count < MostFailures)
            {
                _failures.Add(failure);
            }
        }
    }

    public EnforcementResult Result(bool complete)
    {
        lock (_lock)
        {
            return new EnforcementResult
            {
                Destroyed = _destroyed,
                Purged = _purged,
                Erased = _erased,
                Removed = _removed,
                Waiting = _waiting,
                Late = _late,
                Complete = complete,
                Obstacles = new Dictionary<Obstacle, int>(_obstacles),
                Blocked = [.. _blocked],
                Duties = new Dictionary<string, DutyOutcome>(_duties, StringComparer.Ordinal),
                Failures = [.. _failures],
            };
        }
    }
}
