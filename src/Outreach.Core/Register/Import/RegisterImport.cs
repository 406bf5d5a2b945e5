namespace Outreach.Core.Register.Import;

/// <summary>Loading: its rows are not visible. Complete: its rows are the register.</summary>
public enum RegisterImportState
{
    Loading,
    Complete,
}

/// <summary>One load of an extract into a campaign's register.</summary>
/// <param name="Generation">From 1, rising; every row carries it, and only those of the last complete generation are read.</param>
/// <param name="Sha256">Of the extract, lower-case hexadecimal: the same file twice changes nothing.</param>
/// <param name="State">See <see cref="RegisterImportState"/>.</param>
/// <param name="StartedAt">When loading began.</param>
/// <param name="Counts">What became of the rows.</param>
public sealed record RegisterImport(int Generation, string Sha256, RegisterImportState State, DateTimeOffset StartedAt, RegisterImportCounts Counts)
{
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Who began it, where that is told apart.</summary>
    public string? Run { get; init; }
}

/// <summary>Rows of an extract by outcome; numbers only.</summary>
/// <param name="Loaded">People in the register.</param>
/// <param name="Refused">Rows that were not loaded.</param>
/// <param name="Remarked">Remarks on rows that were loaded.</param>
/// <param name="ByReason">Refusals and remarks by <see cref="RowReason.Code"/>.</param>
public sealed record RegisterImportCounts(long Loaded, long Refused, long Remarked, IReadOnlyDictionary<string, long> ByReason)
{
    public static RegisterImportCounts None { get; } = new(0, 0, 0, new Dictionary<string, long>(StringComparer.Ordinal));
}
