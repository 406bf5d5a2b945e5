using Outreach.Core.Audit;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Core.Tests.Audit;

/// <summary>The whole trail: each fault is named, whatever else there is.</summary>
public sealed class VerifyAuditTests : IDisposable
{
    private readonly AuditWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Verify_Untouched_IsIntactAndSaysWhatIsNotCovered()
    {
        AuditStream first = await _world.WriteAsync(3);
        await _world.WriteAsync(2);
        await _world.NightAsync();
        await _world.WriteAsync(4);
        await _world.WriteAsync(1, first);

        AuditVerification verification = await _world.VerifyAsync();

        Assert.True(verification.IsIntact);
        Assert.Equal((3, 10L, 5L, 1L), (verification.Streams, verification.Entries, verification.Uncovered, verification.Checkpoint?.Statement.Number));
        Assert.Empty(verification.Gaps);
        Assert.Null(verification.Next);
    }

    [Fact]
    public async Task Verify_BeforeTheFirstCheckpoint_IsIntactAndCoversNothing()
    {
        await _world.WriteAsync(3);

        AuditVerification verification = await _world.VerifyAsync();

        Assert.True(verification.IsIntact);
        Assert.Equal((null, 3L), (verification.Checkpoint, verification.Uncovered));
    }

    [Fact]
    public async Task Verify_InPages_GoesThroughAllOnce()
    {
        for (int i = 0; i < 25; i++)
        {
            await _world.WriteAsync(2);
        }

        await _world.NightAsync();
        (int pages, int streams, string? after) = (0, 0, "");
        for (; after is not null; pages++)
        {
            AuditVerification page = await _world.VerifyAsync(after, limit: 10);
            Assert.True(page.IsIntact);
            (streams, after) = (streams + page.Streams, page.Next);
        }

        Assert.Equal((3, 25), (pages, streams));
    }

    /// <summary>However long the trail is, what is not asked for is not read.</summary>
    [Fact]
    public async Task Verify_OnePage_ReadsLittleMore()
    {
        for (int i = 0; i < 100; i++)
        {
            await _world.WriteAsync(1);
        }

        var trail = new CountsReads(_world.Trail);
        var heads = new CheckpointHeads(_world.Checkpoints);
        var inspection = new StreamInspection(new StreamWalk(_world.Trail, heads), new AuditVerifier(trail));
        var handler = new VerifyAuditHandler(new CheckpointChain(_world.Checkpoints, _world.Seal, heads, _world.Witness), inspection, _world.Time);

        AuditVerification page = await handler.RunAsync("", 10, progress: null, default);

        Assert.Equal(10, page.Streams);
        Assert.InRange(trail.Reads, 10, 20);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_SeveralStreamsAltered_NamesEach()
    {
        AuditStream edited = await _world.WriteAsync();
        AuditStream cut = await _world.WriteAsync();
        AuditStream removed = await _world.WriteAsync();
        await _world.WriteAsync();
        await _world.NightAsync();
        _world.Trail.Lines[edited][1][^10] ^= 1;
        _world.Trail.Lines[cut].RemoveAt(2);
        _world.Trail.Lines.TryRemove(removed, out _);
        _world.Trail.Lines[new AuditStream("foreign name")] = [];

        AuditVerification verification = await _world.VerifyAsync();

        Assert.Equal(4, verification.Faults);
        Assert.Equal(
            new[] { ("audit.tail-cut", cut.Value, 3L), ("audit.stream-removed", removed.Value, 1L), ("audit.stream-foreign", "foreign name", 0L) }.Order(),
            verification.Findings.Where(finding => finding.Stream != edited.Value).Select(finding => (finding.Code, finding.Stream!, finding.Sequence ?? 0)).Order());
        Assert.Equal(2, Assert.Single(verification.Findings, finding => finding.Stream == edited.Value).Sequence);
    }

    /// <summary>Without the memory in another account, nobody would miss the last ones.</summary>
    [Theory]
    [Trait("threat", "50")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Verify_CheckpointRemoved_IsNamed(long number)
    {
        await NightsAsync(3);
        _world.Checkpoints.Statements.Remove(number);

        AuditFinding finding = Assert.Single((await _world.VerifyAsync()).Findings);

        Assert.Equal(("audit.checkpoint-missing", number), (finding.Code, finding.Checkpoint));
        await _world.NightAsync();
        Assert.Equal(number, Assert.Single((await _world.VerifyAsync()).Findings).Checkpoint);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_AllCheckpointsAndStreamsRemoved_IsFound()
    {
        await _world.WriteAsync();
        await NightsAsync(2);
        _world.Checkpoints.Statements.Clear();
        _world.Trail.Lines.Clear();

        Assert.Equal([1, 2], (await _world.VerifyAsync()).Findings.Select(finding => finding.Checkpoint));
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Verify_CheckpointForged_IsNamed(long number)
    {
        await _world.WriteAsync();
        await NightsAsync(3);
        _world.Checkpoints.Statements[number] = _world.Checkpoints.Statements[number].Replace('a', 'b');

        AuditFinding finding = Assert.Single((await _world.VerifyAsync()).Findings);

        Assert.Equal(("audit.checkpoint-forged", number), (finding.Code, finding.Checkpoint));
    }

    /// <summary>Signed by the right key, for another number: an old one does not stand for a new one.</summary>
    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_OldCheckpointCopiedOverANewOne_IsForged()
    {
        await NightsAsync(3);
        _world.Checkpoints.Statements[3] = _world.Checkpoints.Statements[2];

        AuditFinding finding = Assert.Single((await _world.VerifyAsync()).Findings);

        Assert.Equal(("audit.checkpoint-forged", 3L), (finding.Code, finding.Checkpoint));
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Verify_CheckpointSignedAnew_IsReplaced(long number)
    {
        await NightsAsync(3);
        CheckpointStatement statement = await _world.StatementAsync(number);
        _world.Checkpoints.Statements[number] = await _world.Seal.SignAsync(statement with { At = statement.At.AddHours(1) }, default);

        AuditFinding finding = Assert.Single((await _world.VerifyAsync()).Findings);

        Assert.Equal(("audit.checkpoint-replaced", number), (finding.Code, finding.Checkpoint));
    }

    /// <summary>Heads edited to fit a rewritten stream: the root does not, and the stream is compared with the checkpoint before.</summary>
    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_HeadsEditedToFitARewrittenStream_BothAreFound()
    {
        AuditStream stream = await _world.WriteAsync(2);
        await NightsAsync(2);
        _world.Trail.Lines.Clear();
        await _world.WriteAsync(2, stream);
        AuditHead forged = AuditHead.Of(stream, AuditLine.Parse(stream, _world.Trail.Lines[stream][^1]));
        _world.Checkpoints.Heads[(await _world.StatementAsync(2)).Heads.Name] = [forged.Format()];

        AuditVerification verification = await _world.VerifyAsync();

        Assert.Equal(["audit.checkpoint-heads-altered", "audit.stream-rewritten"], verification.Findings.Select(finding => finding.Code));
        Assert.Equal(1, verification.Checkpoint?.Statement.Number);
    }

    [Fact]
    public async Task Verify_NightsWithoutCheckpoint_AreShown()
    {
        await _world.NightAsync();
        DateTimeOffset last = _world.Time.GetUtcNow() - TimeSpan.FromDays(1);
        _world.Time.Advance(TimeSpan.FromDays(3));

        AuditVerification verification = await _world.VerifyAsync();

        Assert.True(verification.IsIntact);
        Assert.Equal([(last, _world.Time.GetUtcNow())], verification.Gaps);
    }

    /// <summary>A night's run may erase, while another reads, what the checkpoint of the reader still names.</summary>
    [Fact]
    public async Task Verify_RetentionErasesMeanwhile_LooksOnceMore()
    {
        await _world.WriteAsync();
        await _world.NightAsync();
        _world.Time.Advance(TimeSpan.FromDays(366));
        CheckpointAuditHandler night = _world.Checkpoint;
        _world.Restart();
        _world.Faults.Meanwhile(1, () => night.RunAsync(default));

        AuditVerification verification = await _world.VerifyAsync();

        Assert.True(verification.IsIntact);
        Assert.Equal(2, verification.Checkpoint?.Statement.Number);
    }

    [Fact]
    public void Findings_OfEachFault_SayWhichEntryInTwoLanguages()
    {
        AuditFinding[] all =
        [
            .. Enum.GetValues<AuditFault>().Select(fault => AuditFinding.Of(new AuditVerdict(AuditStream.ForList(ListId.Create()), Head: null, fault, At: 17))),
            .. Enum.GetValues<CheckpointFault>().Select(fault => AuditFinding.Of(new CheckpointFinding(17, fault))),
        ];

        Assert.Equal(all.Length, all.Select(finding => finding.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, finding =>
        {
            Assert.NotEqual(finding.English, finding.French);
            Assert.All([finding.English, finding.French], text => Assert.True(
                text.Contains(finding.Stream ?? "17", StringComparison.Ordinal) && (finding.Sequence is null || text.Contains("17", StringComparison.Ordinal)), text));
        });
    }

    private sealed class CountsReads(IAuditTrail trail) : IAuditTrail
    {
        private int _reads;

        public int Reads => _reads;

        public Task<AuditReceipt> AppendAsync(AuditStream stream, AuditEvent auditEvent, CancellationToken cancellationToken) =>
            trail.AppendAsync(stream, auditEvent, cancellationToken);

        public IAsyncEnumerable<AuditEntry> ReadAsync(AuditStream stream, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            return trail.ReadAsync(stream, cancellationToken);
        }
    }

    private async Task NightsAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await _world.NightAsync();
        }
    }
}
