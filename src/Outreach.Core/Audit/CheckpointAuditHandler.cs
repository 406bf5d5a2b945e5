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

    public Task<CheckpointOutcome> RunAsync(CancellationToken cancellationToken) => RunAsync(static (_, _) => { }, cancellationToken);

    /// <param name="tell">Is told what was found altered, once, before anything is removed, and whatever fails afterwards.</param>
    public async Task<CheckpointOutcome> RunAsync(
        Action<IReadOnlyList<AuditVerdict>, IReadOnlyList<CheckpointFinding>> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tell);
        CheckpointSurvey survey = await chain.SurveyAsync(cancellationToken);
        List<AuditVerdict> altered = [];
        int streams = 0;
        TrustedCheckpoint? made;
        try
        {
            CheckpointDraft draft = writer.Begin(survey, time.GetUtcNow());
            await foreach (InspectedStream stream in inspection.RunAsync(survey.Latest?.Statement, after: "", cancellationToken))
            {
                if (!stream.Verdict.IsIntact && altered.Count < MostTold)
                {
                    altered.Add(stream.Verdict);
                }

                await draft.AddAsync(stream, cancellationToken);
                streams++;
            }

            made = await writer.PublishAsync(draft, survey, cancellationToken);
            if (made is null)
            {
                // Whoever made the checkpoint meanwhile may have erased streams under this run's eyes: that run's findings are the ones to tell.
                altered.Clear();
            }
        }
        catch (AuditDamagedException)
        {
            // The heads that streams were compared with changed meanwhile: the next run says so, and what was said against them does not count.
            altered.Clear();
            throw;
        }
        finally
        {
            tell(altered, survey.Findings);
        }

        RetentionOutcome removed = made is null ? new RetentionOutcome(0, 0, 0) : await retention.ApplyAsync(made.Statement, cancellationToken);
        return new CheckpointOutcome(made?.Statement.Number, streams, altered, survey.Findings, removed);
    }
}
