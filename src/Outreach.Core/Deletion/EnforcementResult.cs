namespace Outreach.Core.Deletion;

/// <summary>What one run of the deletion timer did.</summary>
public sealed record EnforcementResult
{
    /// <summary>Lists destroyed because their time had come, or whose destruction was finished.</summary>
    public int Destroyed { get; init; }

    /// <summary>Histories of orchestrations removed, verified.</summary>
    public int Purged { get; init; }

    /// <summary>Requests and records that had served their time.</summary>
    public int Erased { get; init; }

    /// <summary>Things that duties removed.</summary>
    public int Removed { get; init; }

    /// <summary>Left for the next run: an orchestration is still running, a dependency did not answer, or something is in the way.</summary>
    public int Waiting { get; init; }

    /// <summary>Found later after their time than the timer's rhythm explains: somebody must know.</summary>
    public int Late { get; init; }

    /// <summary>Whether everything due had its turn; if not, the next run goes on.</summary>
    public bool Complete { get; init; }

    /// <summary>How many lists each obstacle keeps.</summary>
    public IReadOnlyDictionary<Obstacle, int> Obstacles { get; init; } = new Dictionary<Obstacle, int>();

    /// <summary>The first of these lists.</summary>
    public IReadOnlyList<BlockedList> Blocked { get; init; } = [];

    /// <summary>What each duty came to, by name.</summary>
    public IReadOnlyDictionary<string, DutyOutcome> Duties { get; init; } = new Dictionary<string, DutyOutcome>(StringComparer.Ordinal);

    /// <summary>What nobody foresaw, the first of it.</summary>
    public IReadOnlyList<Exception> Failures { get; init; } = [];

    /// <exception cref="AggregateException">Something failed in a way that nobody foresaw.</exception>
    public void ThrowIfFailed()
    {
        if (Failures.Count > 0)
        {
            throw new AggregateException("Deletion could not be enforced everywhere; the other lists were dealt with.", Failures);
        }
    }
}
