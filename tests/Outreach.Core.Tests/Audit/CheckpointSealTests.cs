using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jose;
using Outreach.Core.Audit;
using Outreach.Testing.Audit;
using Xunit;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Tests.Audit;

/// <summary>A checkpoint is what a trusted key signed, in one algorithm and one spelling, or it is none.</summary>
public sealed class CheckpointSealTests : IDisposable
{
    private static readonly CheckpointStatement Statement = new(
        42,
        new DateTimeOffset(2026, 11, 2, 2, 15, 0, TimeSpan.Zero),
        new CheckpointTree(2, new string('a', 64), "0000000042-0123456789abcdef0123456789abcdef-heads"),
        new CheckpointTree(0, Convert.ToHexStringLower(MerkleTree.Empty), ""),
        1,
        new string('b', 64));

    private readonly InMemoryCheckpointKeys _keys = new();

    private CheckpointSeal Seal => new(_keys, _keys);

    public void Dispose() => _keys.Dispose();

    /// <summary>The bytes are a format that others verify: they may never change.</summary>
    [Fact]
    public void Format_KnownStatement_IsTheDocumentedJson() => Assert.Equal(
        """{"v":1,"number":42,"at":"2026-11-02T02:15:00.0000000Z","heads":{"size":2,"root":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","name":"0000000042-0123456789abcdef0123456789abcdef-heads"},"erased":{"size":0,"root":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","name":""},"first":1,"previous":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}""",
        Encoding.UTF8.GetString(Statement.Format()));

    [Fact]
    public async Task Sign_Statement_IsReadByAnyJoseLibrary()
    {
        string jws = await Seal.SignAsync(Statement, default);

        using var key = ECDsa.Create((await _keys.FindAsync("memory/1", default))!.Value);
        Assert.Equal(Statement.Format(), JWT.DecodeBytes(jws, key, JwsAlgorithm.ES256));
        Assert.Equal("""{"alg":"ES256","kid":"memory/1","typ":"outreach-checkpoint+jws"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(jws.Split('.')[0])));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Open_AnyCharacterChanged_IsNull()
    {
        string jws = await Seal.SignAsync(Statement, default);
        for (int i = 0; i < jws.Length; i++)
        {
            string changed = string.Concat(jws.AsSpan(0, i), jws[i] == 'A' ? "B" : "A", jws.AsSpan(i + 1));

            Assert.Null(await Seal.OpenAsync(changed, default));
        }
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    [InlineData("W10.W10.W10")]
    [InlineData("eyJraWQiOjF9.e30.AA")]
    public async Task Open_NoCheckpoint_IsNull(string text) => Assert.Null(await Seal.OpenAsync(text, default));

    /// <summary>JSON whose text cannot be read as text.</summary>
    [Theory]
    [Trait("threat", "50")]
    [InlineData("""{"alg":"ES256","kid":"\ud800","typ":"outreach-checkpoint+jws"}""")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"\u00ff\",\"typ\":\"outreach-checkpoint+jws\"}")]
    public async Task Open_KeyIdThatIsNoText_IsNull(string header)
    {
        string[] parts = (await Seal.SignAsync(Statement, default)).Split('.');

        Assert.Null(await Seal.OpenAsync($"{Base64Url.EncodeToString(Encoding.Latin1.GetBytes(header))}.{parts[1]}.{parts[2]}", default));
    }

    /// <summary>Whoever holds the storage has no key, and cannot take another algorithm to do without.</summary>
    [Fact]
    [Trait("threat", "50")]
    public async Task Open_SignedByAnotherKeyOrAlgorithm_IsNull()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] publicKey = own.ExportSubjectPublicKeyInfo();
        Dictionary<string, object> header = new(StringComparer.Ordinal) { ["kid"] = "memory/1", ["typ"] = "outreach-checkpoint+jws" };
        string none = $"{Part(new { alg = "none", kid = "memory/1", typ = "outreach-checkpoint+jws" })}.{Base64Url.EncodeToString(Statement.Format())}.";

        Assert.Null(await Seal.OpenAsync(JWT.EncodeBytes(Statement.Format(), own, JwsAlgorithm.ES256, header), default));
        Assert.Null(await Seal.OpenAsync(JWT.EncodeBytes(Statement.Format(), publicKey, JwsAlgorithm.HS256, header), default));
        Assert.Null(await Seal.OpenAsync(none, default));
    }

    /// <summary>Signed well, and yet another spelling: one statement has one form, so that its hash names it.</summary>
    [Theory]
    [Trait("threat", "50")]
    [InlineData("""{"alg":"ES256","kid":"memory/1","typ":"outreach-checkpoint+jws","x":1}""", null)]
    [InlineData("""{"kid":"memory/1","alg":"ES256","typ":"outreach-checkpoint+jws"}""", null)]
    [InlineData("""{"alg":"ES256","kid":"memory/2","typ":"outreach-checkpoint+jws"}""", null)]
    [InlineData(null, """{"v":2,""")]
    [InlineData(null, """{"v":1, """)]
    public async Task Open_OtherSpellings_AreNull(string? header, string? begin)
    {
        string[] parts = (await Seal.SignAsync(Statement, default)).Split('.');
        string payload = Encoding.UTF8.GetString(Statement.Format());
        string input = $"{(header is null ? parts[0] : Part(header))}.{(begin is null ? parts[1] : Part(begin + payload["""{"v":1,""".Length..]))}";

        string jws = $"{input}.{Base64Url.EncodeToString(await _keys.SignAsync("memory/1", Encoding.ASCII.GetBytes(input), default))}";

        Assert.Null(await Seal.OpenAsync(jws, default));
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Part(object header) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header));
}
