using System.Text;
using Outreach.Core.Audit;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Core.Tests.Audit;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly AuditStream Stream = AuditStream.ForList(new ListId("0123456789abcdef0123456789abcdef"));
    private static readonly AuditEvent Sealed =
        new("lists.sealed", "system", new Dictionary<string, string>(StringComparer.Ordinal) { ["rows"] = "330", ["request"] = new string('a', 32) });

    /// <summary>The bytes are a format that others verify: they may never change.</summary>
    [Fact]
    public void Format_KnownEntry_IsTheDocumentedLine()
    {
        AuditEntry entry = AuditChain.Next(Stream, head: null, Sealed, Noon);

        const string Unhashed = """
            {"stream":"lists/0123456789abcdef0123456789abcdef","sequence":1,"at":"2026-11-02T12:00:00.0000000Z","type":"lists.sealed","actor":"system","data":{"request":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","rows":"330"},"previous":"0000000000000000000000000000000000000000000000000000000000000000"}
            """;
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Unhashed)));
        Assert.Equal($"{Unhashed[..^1]},\"hash\":\"{hash}\"}}\n", Encoding.UTF8.GetString(AuditLine.Format(Stream, entry)));
    }

    [Fact]
    public void Next_ClockSetBack_KeepsTheOrder()
    {
        AuditEntry first = AuditChain.Next(Stream, head: null, Sealed, Noon);

        AuditEntry second = AuditChain.Next(Stream, first, Sealed, Noon.AddHours(-1));

        Assert.Equal(Noon, second.At);
        Assert.Null(AuditChain.Check(Stream, first, second));
    }

    [Fact]
    public void Next_FullStream_IsRefusedByName()
    {
        AuditEntry last = AuditChain.Next(Stream, head: null, Sealed, Noon) with { Sequence = AuditChain.LongestChain };

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => AuditChain.Next(Stream, last, Sealed, Noon));

        Assert.Contains(Stream.Value, refused.Message, StringComparison.Ordinal);
        Assert.NotNull(AuditChain.Next(Stream, last with { Sequence = AuditChain.LongestChain - 1 }, Sealed, Noon));
    }
}
