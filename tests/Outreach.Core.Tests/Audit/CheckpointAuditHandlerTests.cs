using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Audit;
using Outreach.Core.Lists;
using Outreach.Testing.Audit;
using Xunit;

namespace Outreach.Core.Tests.Audit;

public sealed class CheckpointAuditHandlerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 2, 0, 0, TimeSpan.Zero));
    private readonly InMemoryAuditTrail _trail;
    private readonly InMemoryAuditCheckpoints _checkpoints = new();
    private readonly CheckpointAuditHandler _handler;

    public CheckpointAuditHandlerTests()
    {
        _trail = new InMemoryAuditTrail(_time);
        _handler = new CheckpointAuditHandler(new AuditVerifier(_trail), _trail, _checkpoints, _time);
    }

    [Fact]
    public async Task Run_IntactStreams_RecordsTheirHeads()
    {
        AuditReceipt one = await AppendAsync(AuditStream.ForList(ListId.Create()));
        AuditReceipt two = await AppendAsync(AuditStream.ForList(ListId.Create()));

        CheckpointOutcome outcome = await _handler.RunAsync(default);

        Assert.Equal(2, outcome.Streams);
        Assert.Empty(outcome.Altered);
        AuditCheckpoint latest = (await _checkpoints.FindLatestAsync(default))!;
        Assert.Equal(
            new[] { one, two }.Select(receipt => (receipt.Stream, receipt.Sequence, receipt.Hash)).OrderBy(head => head.Stream.Value, StringComparer.Ordinal),
            latest.Heads.Select(head => (head.Stream, head.Sequence, head.Hash)));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Run_StreamRemovedSince_IsFoundAtEveryRun()
    {
        AuditReceipt receipt = await AppendAsync(AuditStream.ForList(ListId.Create()));
        await _handler.RunAsync(default);
        _trail.Lines.Clear();

        for (int run = 0; run < 2; run++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            AuditVerdict altered = Assert.Single((await _handler.RunAsync(default)).Altered);
            Assert.Equal((receipt.Stream, AuditFault.Truncated), (altered.Stream, altered.Fault!.Value));
        }
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Run_StreamRewrittenSince_KeepsTheTrustedHead()
    {
        AuditReceipt receipt = await AppendAsync(AuditStream.ForList(ListId.Create()));
        await _handler.RunAsync(default);
        _trail.Lines.Clear();
        _time.Advance(TimeSpan.FromDays(1));
        await AppendAsync(receipt.Stream);

        AuditVerdict altered = Assert.Single((await _handler.RunAsync(default)).Altered);

        Assert.Equal(AuditFault.Rewritten, altered.Fault);
        Assert.Equal(receipt.Hash, Assert.Single((await _checkpoints.FindLatestAsync(default))!.Heads).Hash);
    }

    private Task<AuditReceipt> AppendAsync(AuditStream stream) =>
        _trail.AppendAsync(stream, new AuditEvent("lists.opened", "system", new Dictionary<string, string>(StringComparer.Ordinal)), default);
}
