using Outreach.Core.Audit;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Core.Tests.Audit;

public sealed class CheckpointAuditHandlerTests : IDisposable
{
    private readonly AuditWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Run_IntactStreams_SignsTheRootOverTheirHeadsByName()
    {
        AuditStream[] streams = [await _world.WriteAsync(1), await _world.WriteAsync(2), await _world.WriteAsync(3)];

        CheckpointOutcome outcome = await _world.NightAsync();

        Assert.Equal((1L, 3), (outcome.Number, outcome.Streams));
        Assert.Empty(outcome.Altered);
        CheckpointStatement statement = await _world.StatementAsync(1);
        AuditHead[] heads = [.. _world.Checkpoints.Heads[statement.Heads.Name].Select(line => AuditHead.Parse(line)!)];
        Assert.Equal(streams.OrderBy(stream => stream.Value, StringComparer.Ordinal), heads.Select(head => head.Stream));
        var root = new MerkleRoot();
        Array.ForEach(heads, head => root.Add(head.ToLeaf()));
        Assert.Equal((3, Convert.ToHexStringLower(root.Value)), (statement.Heads.Size, statement.Heads.Root));
        Assert.Equal((0, ""), (statement.Erased.Size, statement.Erased.Name));
    }

    [Fact]
    public async Task Run_Again_FollowsTheOneBefore()
    {
        await _world.NightAsync();
        await _world.NightAsync();

        Assert.Equal(AuditChain.Genesis, (await _world.StatementAsync(1)).Previous);
        Assert.Equal(CheckpointSeal.Hash(_world.Checkpoints.Statements[1]), (await _world.StatementAsync(2)).Previous);
        Assert.Equal(new SeenCheckpoint(2, CheckpointSeal.Hash(_world.Checkpoints.Statements[2])), _world.Witness.Seen);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Run_StreamRemovedSince_IsFoundAtEveryRun()
    {
        AuditStream stream = await _world.WriteAsync();
        await _world.NightAsync();
        _world.Trail.Lines.Clear();

        for (int run = 0; run < 2; run++)
        {
            AuditVerdict altered = Assert.Single((await _world.NightAsync()).Altered);
            Assert.Equal((stream, AuditFault.Removed), (altered.Stream, altered.Fault!.Value));
        }
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Run_StreamRewrittenSince_KeepsTheTrustedHead()
    {
        AuditStream stream = await _world.WriteAsync();
        await _world.NightAsync();
        List<string> trusted = _world.Checkpoints.Heads[(await _world.StatementAsync(1)).Heads.Name];
        _world.Trail.Lines.Clear();
        await _world.WriteAsync(to: stream);

        AuditVerdict altered = Assert.Single((await _world.NightAsync()).Altered);

        Assert.Equal(AuditFault.Rewritten, altered.Fault);
        Assert.Equal(trusted, _world.Checkpoints.Heads[(await _world.StatementAsync(2)).Heads.Name]);
    }

    [Fact]
    public async Task Run_KilledAfterAnyStep_TheNextRunMakesAChainThatHolds()
    {
        await _world.WriteAsync();
        int step = 0;
        for (bool killed = true; killed;)
        {
            _world.Restart();
            _world.Faults.KillAfter(++step);
            killed = await Record.ExceptionAsync(() => _world.Checkpoint.RunAsync(default)) is not null;
            _world.Restart();

            Assert.Empty((await _world.NightAsync()).Checkpoints);
            Assert.True((await _world.VerifyAsync()).IsIntact);
        }

        Assert.InRange(step, 4, 30);
    }

    /// <summary>Whoever alters the trail may also slow the account or the vault down that night.</summary>
    [Fact]
    [Trait("threat", "50")]
    public async Task Run_FailsAtAnyStepAfterReading_TellsWhatItFoundAllTheSame()
    {
        AuditStream stream = await _world.WriteAsync();
        await _world.NightAsync();
        _world.Trail.Lines[stream].RemoveAt(2);
        _world.Checkpoints.Statements[2] = "forged";
        int step = 1, found = 0;
        for (bool failed = true; failed; step++)
        {
            _world.Restart();
            _world.Faults.KillAfter(step);
            found = 0;
            failed = await Record.ExceptionAsync(() => _world.Checkpoint.RunAsync((streams, checkpoints) => found += streams.Count + checkpoints.Count, default)) is not null;
            Assert.True(step < 2 || found == 2, $"step {step}: {found} findings told");
        }

        Assert.InRange(step, 4, 30);
    }

    /// <summary>Whoever removes the memory first would remove checkpoints unseen: a night must not heal it silently.</summary>
    [Theory]
    [Trait("threat", "50")]
    [InlineData(null, true)]
    [InlineData(0L, true)]
    [InlineData(-1L, true)]
    [InlineData(1L, true)]
    [InlineData(2L, false)]
    [InlineData(3L, false)]
    public async Task Run_WitnessRemovedOrSetBack_IsFoundUnlessItIsOneBehind(long? number, bool found)
    {
        for (int night = 0; night < 3; night++)
        {
            await _world.NightAsync();
        }

        _world.Witness.Seen = number is { } seen ? new SeenCheckpoint(seen, CheckpointSeal.Hash(_world.Checkpoints.Statements[Math.Clamp(seen, 1, 3)])) : null;

        CheckpointOutcome outcome = await _world.NightAsync();

        Assert.Equal(found ? [new CheckpointFinding(3, CheckpointFault.WitnessBehind)] : [], outcome.Checkpoints);
        Assert.Equal((4L, 4L), (outcome.Number, _world.Witness.Seen!.Number));
    }

    /// <summary>A number out of reach stops neither the next checkpoint nor the search.</summary>
    [Theory]
    [Trait("threat", "50")]
    [InlineData(long.MaxValue, false)]
    [InlineData(5_000L, false)]
    [InlineData(long.MaxValue, true)]
    public async Task Run_WitnessFarAhead_IsFoundAndNotFollowed(long number, bool first)
    {
        AuditStream stream = await _world.WriteAsync();
        if (!first)
        {
            await _world.NightAsync();
            _world.Trail.Lines[stream].RemoveAt(2);
        }

        _world.Witness.Seen = new SeenCheckpoint(number, new string('a', 64));

        for (int night = first ? 1 : 2; night < 4; night++)
        {
            CheckpointOutcome outcome = await _world.NightAsync();

            Assert.Equal([new CheckpointFinding(number, CheckpointFault.WitnessAhead)], outcome.Checkpoints);
            Assert.Equal((night, first ? 0 : 1), (outcome.Number, outcome.Altered.Count));
        }
    }

    /// <summary>The timer's run overlaps with another, which ends first: one of them makes the checkpoint.</summary>
    [Fact]
    public async Task Run_AnotherMeanwhile_OneOfThemMakesTheCheckpoint()
    {
        await _world.WriteAsync();
        CheckpointAuditHandler other = _world.Checkpoint;
        _world.Restart();
        _world.Faults.Meanwhile(1, () => other.RunAsync(default));

        CheckpointOutcome outcome = await _world.NightAsync();

        Assert.Null(outcome.Number);
        Assert.Equal([1], _world.Checkpoints.Statements.Keys);
        Assert.True((await _world.VerifyAsync()).IsIntact);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Run_ForgedOnesInTheWay_GoesOnBehindThem()
    {
        await _world.NightAsync();
        _world.Checkpoints.Statements[2] = "forged";

        CheckpointOutcome outcome = await _world.NightAsync();

        Assert.Equal(3, outcome.Number);
        Assert.Equal([new CheckpointFinding(2, CheckpointFault.Forged)], outcome.Checkpoints);
        Assert.Equal(CheckpointSeal.Hash("forged"), (await _world.StatementAsync(3)).Previous);
    }

    [Fact]
    public async Task Proof_OfOneStream_LeadsToTheSignedRootWithoutTheOthers()
    {
        AuditStream[] streams = [await _world.WriteAsync(), await _world.WriteAsync(), await _world.WriteAsync(), await _world.WriteAsync(), await _world.WriteAsync()];
        await _world.NightAsync();

        foreach (AuditStream stream in streams)
        {
            AuditProof proof = (await _world.Proofs.FindAsync(stream, default))!;
            Assert.True(proof.LeadsToRoot);
            Assert.Equal((stream, 3), (proof.Head.Stream, proof.Head.Sequence));
            Assert.Equal(proof.Checkpoint.Statement, await _world.Seal.OpenAsync(proof.Checkpoint.Jws, default));
            Assert.False((proof with { Head = proof.Head with { Sequence = 4 } }).LeadsToRoot);
        }

        Assert.Null(await _world.Proofs.FindAsync(AuditStream.ForList(ListId.Create()), default));
    }

    [Fact]
    public async Task Proof_BeforeTheFirstCheckpoint_IsNull() => Assert.Null(await _world.Proofs.FindAsync(await _world.WriteAsync(), default));
}
