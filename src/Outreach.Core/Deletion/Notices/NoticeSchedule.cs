namespace Outreach.Core.Deletion.Notices;

/// <summary>When doctors are reminded and when the insurer is told (settings `Notices__*`). Days are calendar days of France, counted from the day a list ends.</summary>
public sealed record NoticeSchedule
{
    /// <summary>Days before the end at which the doctor is reminded to delete, 0 to 30; a list asked for later than that is not reminded of. Default 3.</summary>
    public int DaysBefore { get; init; } = 3;

    /// <summary>Days after the end at which the doctor is reminded to attest, each later than the one before, at most five. Default 1, 7, 14.</summary>
    public IReadOnlyList<int> DaysAfter { get; init; } = [1, 7, 14];

    /// <summary>Days after the end at which the insurer is told that nobody attested; later than the last reminder, 180 at most. Default 21.</summary>
    public int EscalateAfterDays { get; init; } = 21;

    /// <summary>Hour of the day in France from which reminders go out, 0 to 23. Default 9.</summary>
    public int FirstHour { get; init; } = 9;

    /// <summary>Hour of the day in France from which no more go out until the next morning, later than the first, 24 at most. Default 19.</summary>
    public int LastHour { get; init; } = 19;

    /// <summary>Lists that one run looks at, 1 to 50,000: what is left waits for the next run. Default 2,000.</summary>
    public int PerRun { get; init; } = 2_000;

    /// <summary>From a reminder's first attempt to its second, if the first is not known to have come to an end: 1 second to a day; twice as long each time after. Default one hour.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromHours(1);

    public bool IsValid =>
        DaysBefore is >= 0 and <= 30
        && DaysAfter.Count <= 5 && DaysAfter.All(day => day >= 0) && DaysAfter.Zip(DaysAfter.Skip(1)).All(pair => pair.First < pair.Second)
        && EscalateAfterDays is > 0 and <= 180 && DaysAfter.All(day => day < EscalateAfterDays)
        && FirstHour is >= 0 and < 24 && FirstHour < LastHour && LastHour <= 24
        && PerRun is >= 1 and <= 50_000
        && Pause >= TimeSpan.FromSeconds(1) && Pause <= TimeSpan.FromDays(1);
}
