namespace Outreach.Core.Deletion;

/// <summary>How the deletion timer works, and how long what is left of a list may stay. Settings `EnforceDeletion__*`.</summary>
public sealed record DeletionPolicy
{
    /// <summary>How long one run may begin new work, 10 seconds to 1 hour; what is left goes on at the next run. Default 4 minutes: less than the timer's rhythm, and than any host's limit.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>How long after its time something may be found without an alert, 1 minute to 1 day. Default 15 minutes: three times the timer's rhythm; lengthen it with `EnforceDeletion__Schedule`.</summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Lists that are destroyed at once, 1 to 64. Default 8.</summary>
    public int AtOnce { get; init; } = 8;

    /// <summary>How long the request of a destroyed list stays, so that its doctor is told 410 rather than 404; then rows of doctors of a closed campaign go too. 1 to 90 days. Default 30.</summary>
    public int RequestDays { get; init; } = 30;

    /// <summary>How long the record of a destroyed list stays, with its receipt: as long as the audit trail may (C14), 180 to 366 days. Default 365.</summary>
    public int RecordDays { get; init; } = 365;

    public bool IsValid => Budget >= TimeSpan.FromSeconds(10) && Budget <= TimeSpan.FromHours(1)
        && LateAfter >= TimeSpan.FromMinutes(1) && LateAfter <= TimeSpan.FromDays(1)
        && AtOnce is >= 1 and <= 64 && RequestDays is >= 1 and <= 90 && RecordDays is >= 180 and <= 366;

    public DateTimeOffset RequestEnd(DateTimeOffset destroyedAt) => destroyedAt.AddDays(RequestDays);

    public DateTimeOffset RecordEnd(DateTimeOffset destroyedAt) => destroyedAt.AddDays(RecordDays);

    /// <summary>Whether something due at an instant was found later than the timer's rhythm explains.</summary>
    public bool IsLate(DateTimeOffset dueAt, DateTimeOffset now) => now - dueAt > LateAfter;
}
