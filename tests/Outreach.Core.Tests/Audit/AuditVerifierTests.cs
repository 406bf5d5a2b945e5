using System.Text;
using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Audit;
using Outreach.Core.Lists;
using Outreach.Testing.Audit;
using Xunit;

namespace Outreach.Core.Tests.Audit;

/// <summary>An attacker who holds the storage: whatever is done to a stream is found, given a head that was trusted.</summary>
public sealed class AuditVerifierTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly AuditStream _stream = AuditStream.ForList(ListId.Create());
    private readonly InMemoryAuditTrail _trail;

    public AuditVerifierTests() => _trail = new InMemoryAuditTrail(_time);

    private List<byte[]> Lines => _trail.Lines[_stream];

    [Fact]
    public async Task Verify_Untouched_IsIntact()
    {
        AuditHead trusted = await WriteAsync(5);

        AuditVerdict verdict = await VerifyAsync(trusted);

        Assert.True(verdict.IsIntact);
        Assert.Equal(trusted, verdict.Head);
    }

    [Fact]
    public async Task Verify_GrownSinceTheCheckpoint_IsIntact()
    {
        AuditHead trusted = await WriteAsync(2);
        await WriteAsync(3);

        Assert.True((await VerifyAsync(trusted)).IsIntact);
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData("\"rows\":\"3\"", "\"rows\":\"4\"")]
    [InlineData("lists.opened", "lists.closed")]
    [InlineData("2026-11-02T12", "2026-11-02T13")]
    [InlineData("\"actor\":\"system\"", "\"actor\":\"nobody\"")]
    public async Task Verify_EditedEntry_IsFound(string from, string to)
    {
        await WriteAsync(5);
        Lines[2] = Replace(Lines[2], from, to);

        AuditVerdict verdict = await VerifyAsync(trusted: null);

        Assert.Equal((AuditFault.Edited, 3L), (verdict.Fault, verdict.At));
        Assert.Equal(2, verdict.Head?.Sequence);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_EditedWithItsHash_BreaksTheNext()
    {
        await WriteAsync(5);
        AuditEntry entry = AuditLine.Parse(_stream, Lines[2]) with { Type = "lists.closed" };
        Lines[2] = Line(entry with { Hash = AuditLine.Hash(_stream, entry) });

        Assert.Equal((AuditFault.Unlinked, 4L), Found(await VerifyAsync(trusted: null)));
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Verify_DeletedEntry_IsFound(int index)
    {
        await WriteAsync(5);
        Lines.RemoveAt(index);

        Assert.Equal((AuditFault.Deleted, index + 1L), Found(await VerifyAsync(trusted: null)));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_ReorderedEntries_IsFound()
    {
        await WriteAsync(5);
        (Lines[1], Lines[2]) = (Lines[2], Lines[1]);

        Assert.Equal((AuditFault.OutOfOrder, 2L), Found(await VerifyAsync(trusted: null)));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_RepeatedEntry_IsFound()
    {
        await WriteAsync(5);
        Lines.Add(Lines[4]);

        Assert.Equal((AuditFault.OutOfOrder, 6L), Found(await VerifyAsync(trusted: null)));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_EntryPutIn_IsFound()
    {
        await WriteAsync(5);
        AuditEntry second = AuditLine.Parse(_stream, Lines[1]);
        Lines.Insert(2, Line(AuditChain.Next(_stream, second, new AuditEvent("lists.opened", "system", new Dictionary<string, string>(StringComparer.Ordinal)), _time.GetUtcNow())));

        Assert.Equal((AuditFault.OutOfOrder, 4L), Found(await VerifyAsync(trusted: null)));
    }

    /// <summary>The first fault is told, whatever comes behind it.</summary>
    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_DeletedEntryBeforeADamagedOne_IsFound()
    {
        await WriteAsync(5);
        Lines[4] = [1];
        Lines.RemoveAt(1);

        Assert.Equal((AuditFault.Deleted, 2L), Found(await VerifyAsync(trusted: null)));
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData(4, AuditFault.Truncated)]
    [InlineData(1, AuditFault.Truncated)]
    [InlineData(0, AuditFault.Removed)]
    public async Task Verify_TailCut_IsFoundByTheCheckpoint(int left, AuditFault fault)
    {
        AuditHead trusted = await WriteAsync(5);
        Lines.RemoveRange(left, 5 - left);

        Assert.True((await VerifyAsync(trusted: null)).IsIntact);
        Assert.Equal((fault, left + 1L), Found(await VerifyAsync(trusted)));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_WholeChainRewritten_IsFoundByTheCheckpoint()
    {
        AuditHead trusted = await WriteAsync(5);
        Lines.Clear();
        _time.Advance(TimeSpan.FromHours(1));
        await WriteAsync(6);

        Assert.True((await VerifyAsync(trusted: null)).IsIntact);
        Assert.Equal((AuditFault.Rewritten, 5L), Found(await VerifyAsync(trusted)));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_EntriesOfAnotherStream_AreFound()
    {
        await WriteAsync(3);
        AuditStream other = AuditStream.ForList(ListId.Create());
        _trail.Lines[other] = [.. Lines.Select(line => Replace(line, _stream.Value, other.Value))];

        AuditVerdict verdict = await new AuditVerifier(_trail).VerifyAsync(other, trusted: null, default);

        Assert.Equal((AuditFault.Edited, 1L), Found(verdict));
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"sequence\":")]
    [InlineData("not json")]
    public async Task Verify_BytesThatAreNoEntry_IsFound(string line)
    {
        await WriteAsync(3);
        Lines[1] = Encoding.UTF8.GetBytes(line);

        Assert.Equal((AuditFault.Damaged, 2L), Found(await VerifyAsync(trusted: null)));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_SameMeaningInOtherBytes_IsFound()
    {
        await WriteAsync(3);
        Lines[1] = Replace(Lines[1], "{\"stream\"", "{ \"stream\"");

        Assert.Equal((AuditFault.Damaged, 2L), Found(await VerifyAsync(trusted: null)));
    }

    private static (AuditFault?, long) Found(AuditVerdict verdict) => (verdict.Fault, verdict.At);

    private static byte[] Replace(byte[] line, string from, string to)
    {
        string text = Encoding.UTF8.GetString(line);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }

    private byte[] Line(AuditEntry entry) => AuditLine.Format(_stream, entry)[..^1];

    private async Task<AuditHead> WriteAsync(int count)
    {
        AuditReceipt? last = null;
        for (int i = 0; i < count; i++)
        {
            var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["rows"] = "3" };
            last = await _trail.AppendAsync(_stream, new AuditEvent("lists.opened", "system", data), default);
        }

        return AuditHead.Of(_stream, AuditLine.Parse(_stream, Lines[(int)last!.Sequence - 1]));
    }

    private Task<AuditVerdict> VerifyAsync(AuditHead? trusted) => new AuditVerifier(_trail).VerifyAsync(_stream, trusted, default);
}
