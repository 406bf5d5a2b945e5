namespace Outreach.Core.Audit;

/// <summary>What a verification, or a page of one, came to.</summary>
/// <param name="Checkpoint">What the streams were compared with; null before the first.</param>
/// <param name="Entries">Entries that are as they were written.</param>
/// <param name="Uncovered">Of these, how many are newer than the checkpoint: only their own chain vouches for them.</param>
/// <param name="Findings">What is not as it was; the first of them, when they are very many.</param>
/// <param name="Faults">How many findings there are.</param>
/// <param name="Gaps">Times without a checkpoint though one is due each day.</param>
/// <param name="Next">The last stream of this page; null when it is the last page.</param>
public sealed record AuditVerification(
    TrustedCheckpoint? Checkpoint,
    int Streams,
    long Entries,
    long Uncovered,
    IReadOnlyList<AuditFinding> Findings,
    int Faults,
    IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Gaps,
    string? Next)
{
    public bool IsIntact => Faults == 0;
}

/// <summary>How far a verification is.</summary>
public sealed record AuditVerificationProgress(int Streams, long Entries);

/// <summary>Verifies the whole trail, or a page of it: each stream against itself and the latest signed checkpoint, and the chain of checkpoints.</summary>
/// <remarks>Changes nothing. Memory does not grow with the trail.</remarks>
public sealed class VerifyAuditHandler(CheckpointChain chain, StreamInspection inspection, TimeProvider time)
{
    private const int MostTold = 1_000;

    /// <summary>A night's run may sign a checkpoint and erase streams while this reads; then what was found is looked at once more.</summary>
    private const int MostTries = 3;

    /// <param name="after">The stream to go on behind; empty for the beginning, where checkpoints are judged too.</param>
    /// <param name="limit">Streams to verify at most.</param>
    public async Task<AuditVerification> RunAsync(
        string after, int limit, Action<AuditVerificationProgress>? progress, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            CheckpointSurvey survey = await chain.SurveyAsync(cancellationToken);
            try
            {
                AuditVerification verification = await RunAsync(survey, after, limit, progress, cancellationToken);
                if (verification.IsIntact || attempt == MostTries || await IsLatestAsync(survey, cancellationToken))
                {
                    return verification;
                }
            }
            catch (AuditDamagedException) when (attempt < MostTries)
            {
                // The checkpoint's heads changed under this run's eyes: the next survey says so.
            }
        }
    }

    private async Task<AuditVerification> RunAsync(
        CheckpointSurvey survey, string after, int limit, Action<AuditVerificationProgress>? progress, CancellationToken cancellationToken)
    {
        bool begins = after.Length == 0;
        List<AuditFinding> findings = [.. begins ? survey.Findings.Take(MostTold).Select(AuditFinding.Of) : []];
        (int streams, long entries, long uncovered, int faults, string? last) = (0, 0, 0, begins ? survey.Findings.Count : 0, null);
        await foreach (InspectedStream stream in inspection.RunAsync(survey.Latest?.Statement, after, cancellationToken))
        {
            if (streams == limit)
            {
                return Verification(next: last);
            }

            (streams, entries, uncovered, last) = (streams + 1, entries + stream.Entries, uncovered + stream.Uncovered, stream.Walked.Stream.Value);
            if (!stream.Verdict.IsIntact && ++faults <= MostTold)
            {
                findings.Add(AuditFinding.Of(stream.Verdict));
            }

            progress?.Invoke(new AuditVerificationProgress(streams, entries));
        }

        return Verification(next: null);

        AuditVerification Verification(string? next) =>
            new(survey.Latest, streams, entries, uncovered, findings, faults, [.. begins ? survey.GapsUntil(time.GetUtcNow()) : []], next);
    }

    private async Task<bool> IsLatestAsync(CheckpointSurvey survey, CancellationToken cancellationToken) =>
        (await chain.SurveyAsync(cancellationToken)).Latest?.Hash == survey.Latest?.Hash;
}
