namespace Outreach.Core.Audit;

/// <summary>Makes a checkpoint: heads first, then the signed statement that names them, then the memory of it elsewhere.</summary>
/// <remarks>A kill before the statement leaves a list that nobody names; one after it, a checkpoint that the next run remembers.</remarks>
public sealed class CheckpointWriter(IAuditCheckpoints checkpoints, CheckpointSeal seal, ICheckpointWitness witness, RetentionRule rule)
{
    public CheckpointDraft Begin(CheckpointSurvey survey, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(survey);
        return new CheckpointDraft(checkpoints, rule, survey.NextNumber, now);
    }

    /// <returns>Null when another run has made the checkpoint of this number meanwhile.</returns>
    public async Task<TrustedCheckpoint?> PublishAsync(CheckpointDraft draft, CheckpointSurvey survey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(survey);
        (CheckpointTree heads, CheckpointTree erased) = await draft.CompleteAsync(cancellationToken);

        // One that is missing or forged has no time of its own: it is kept in mind until one after it is old enough.
        long first = survey.Signed.Select(checkpoint => checkpoint.Statement)
            .LastOrDefault(earlier => rule.Period.IsOver(earlier.At, draft.At))?.Number + 1 ?? survey.First;
        var statement = new CheckpointStatement(draft.Number, draft.At, heads, erased, first, survey.NextPrevious);
        string jws = await seal.SignAsync(statement, cancellationToken);
        if (!await checkpoints.AddAsync(new StoredCheckpoint(draft.Number, jws), cancellationToken))
        {
            return null;
        }

        var made = new TrustedCheckpoint(statement, CheckpointSeal.Hash(jws), jws);
        await witness.KeepAsync(new SeenCheckpoint(draft.Number, made.Hash), cancellationToken);
        return made;
    }
}

/// <summary>The heads of a checkpoint that is being made.</summary>
public sealed class CheckpointDraft
{
    private readonly RetentionRule _rule;
    private readonly Listing _heads;
    private readonly Listing _erased;

    internal CheckpointDraft(IAuditCheckpoints checkpoints, RetentionRule rule, long number, DateTimeOffset at)
    {
        _rule = rule;
        (Number, At) = (number, at);

        // Another run may be making the checkpoint of this number: each writes lists of its own.
        string name = $"{number:D10}-{RandomId.Create()}";
        _heads = new Listing(checkpoints, $"{name}-heads");
        _erased = new Listing(checkpoints, $"{name}-erased");
    }

    public long Number { get; }

    public DateTimeOffset At { get; }

    /// <summary>Takes streams in the order of their names.</summary>
    /// <remarks>
    /// An altered stream keeps the head that was trusted, so that it is found again at every run: one that was removed until its time is over, one that is there for
    /// good. Only what a signed checkpoint saw, and what has not changed since, is ever erased.
    /// </remarks>
    public async Task AddAsync(InspectedStream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        AuditHead? head = stream.Verdict.IsIntact ? stream.Verdict.Head : stream.Walked.Trusted ?? stream.Verdict.Head;
        if (head is not null)
        {
            bool settled = stream.Verdict.IsIntact || stream.Verdict.Fault == AuditFault.Removed;
            bool erase = settled && head == stream.Walked.Trusted && await _rule.AllowsAsync(head, At, cancellationToken);
            await (erase ? _erased : _heads).AddAsync(head, cancellationToken);
        }
    }

    internal async Task<(CheckpointTree Heads, CheckpointTree Erased)> CompleteAsync(CancellationToken cancellationToken) =>
        (await _heads.CompleteAsync(cancellationToken), await _erased.CompleteAsync(cancellationToken));

    private sealed class Listing(IAuditCheckpoints checkpoints, string name)
    {
        private readonly MerkleRoot _root = new();
        private IHeadsWriter? _writer;

        public async Task AddAsync(AuditHead head, CancellationToken cancellationToken)
        {
            _root.Add(head.ToLeaf());
            _writer ??= checkpoints.WriteHeads(name);
            await _writer.WriteAsync(head.Format(), cancellationToken);
        }

        public async Task<CheckpointTree> CompleteAsync(CancellationToken cancellationToken)
        {
            await (_writer?.CompleteAsync(cancellationToken) ?? Task.CompletedTask);
            return new CheckpointTree(_root.Size, Convert.ToHexStringLower(_root.Value), _writer is null ? "" : name);
        }
    }
}
