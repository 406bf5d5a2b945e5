namespace Outreach.Core.Audit;

/// <summary>What one run came to.</summary>
/// <param name="Number">Of the checkpoint that was made; null when another run made it.</param>
/// <param name="Streams">Streams checked.</param>
/// <param name="Altered">Streams that are not as they were written; the first of them, when they are very many.</param>
/// <param name="Checkpoints">Checkpoints that are not as they were made.</param>
/// <param name="Retention">What was removed because its time is over.</param>
public sealed record CheckpointOutcome(
    long? Number, int Streams, IReadOnlyList<AuditVerdict> Altered, IReadOnlyList<CheckpointFinding> Checkpoints, RetentionOutcome Retention);

/// <summary>Verifies every stream against the latest checkpoint, signs a new one over all heads, and lets go of what retention is over for.</summary>
/// <remarks>Safe to run twice and at once with itself: one run makes a checkpoint's number. Memory does not grow with the trail.</remarks>
public sealed class CheckpointAuditHandler(
    CheckpointChain chain, StreamInspection inspection, CheckpointWriter writer, AuditRetention retention, TimeProvider time)
{
    private const int MostTold = 1_000;

    public async Task<CheckpointOutcome> RunAsync(CancellationToken cancellationToken)
    {
        CheckpointSurvey survey = await chain.SurveyAsync(cancellationToken);
        CheckpointDraft draft = writer.Begin(survey, time.GetUtcNow());
        List<AuditVerdict> altered = [];
        int streams = 0;
        await foreach (InspectedStream stream in inspection.RunAsync(survey.Latest?.Statement, after: "", cancellationToken))
        {
            await draft.AddAsync(stream, cancellationToken);
            streams++;
            if (!stream.Verdict.IsIntact && altered.Count < MostTold)
            {
                altered.Add(stream.Verdict);
            }
        }

        TrustedCheckpoint? made = await writer.PublishAsync(draft, survey, cancellationToken);
        RetentionOutcome removed = made is null ? new RetentionOutcome(0, 0, 0) : await retention.ApplyAsync(made.Statement, cancellationToken);

        // Whoever made the checkpoint meanwhile may have erased streams under this run's eyes: that run's findings are the ones to tell.
        return new CheckpointOutcome(made?.Statement.Number, streams, made is null ? [] : altered, survey.Findings, removed);
    }
}
