namespace Outreach.Core.Deletion;

/// <summary>One kind of thing, besides lists, that must not outlive its time; the deletion timer runs each.</summary>
public interface IDeletionDuty
{
    /// <summary>For counts and logs: one word, such as `MailEntries`.</summary>
    string Name { get; }

    /// <summary>Removes what is due. Bounded work: what is left goes on at the next run. Safe to run twice and in parallel with itself.</summary>
    Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What a duty came to.</summary>
/// <param name="Removed">Things removed.</param>
/// <param name="Late">Of these, how many were found after their time by more than the timer's rhythm explains.</param>
/// <param name="Waiting">Things that are due and could not be removed; tried again at the next run.</param>
public sealed record DutyOutcome(int Removed, int Late, int Waiting);
