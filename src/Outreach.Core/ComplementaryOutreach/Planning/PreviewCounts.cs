namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>People counted so far, by channel and by reason; numbers only, as they cross the durable boundary.</summary>
public sealed record PreviewCounts(IReadOnlyDictionary<OutreachChannel, long> Selected, IReadOnlyDictionary<SelectionOutcome, long> LeftOut)
{
    public static PreviewCounts None { get; } = new(new Dictionary<OutreachChannel, long>(), new Dictionary<SelectionOutcome, long>());

    public static PreviewCounts Add(PreviewCounts one, PreviewCounts other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new PreviewCounts(Sum(one.Selected, other.Selected), Sum(one.LeftOut, other.LeftOut));
    }

    private static Dictionary<T, long> Sum<T>(IReadOnlyDictionary<T, long> one, IReadOnlyDictionary<T, long> other)
        where T : notnull => one.Concat(other).GroupBy(count => count.Key).ToDictionary(same => same.Key, same => same.Sum(count => count.Value));
}

/// <summary>How counting a part of a share ended.</summary>
public enum CountOutcome
{
    Counted,

    /// <summary>Another import is in force: the wave is counted from the beginning.</summary>
    Superseded,

    /// <summary>The wave is not to be counted now: cancelled, or its campaign is not open.</summary>
    Stopped,
}

/// <summary>Pages of a share, counted.</summary>
/// <param name="Next">The page to go on with; null after the last.</param>
public sealed record CountedPages(CountOutcome Outcome, PreviewCounts Counts, int? Next);
