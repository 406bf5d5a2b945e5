using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using Outreach.Core.Lists;
using Xunit;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Tests.Lists;

public sealed class DeliveryKeyTests
{
    [Fact]
    public void Encrypt_ALink_IsReadByThePrivateHalfAlone()
    {
        using var mine = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var link = new Uri("https://outreach.example/l/0123#abc");

        string jwe = DeliveryKey.Parse(Jwk(mine)).Value!.Encrypt(link);

        Assert.Equal(link.AbsoluteUri, JWT.Decode(jwe, mine, JweAlgorithm.ECDH_ES, JweEncryption.A256GCM));
        Assert.ThrowsAny<Exception>(() => JWT.Decode(jwe, other, JweAlgorithm.ECDH_ES, JweEncryption.A256GCM));
        Assert.DoesNotContain("abc", jwe, StringComparison.Ordinal);
    }

    [Fact]
    public void Thumbprint_OfTheVectorOfRfc7638Shape_IgnoresOtherMembersAndOrder()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        JsonElement plain = Jwk(key);
        JsonElement more = Json($$"""{"use":"enc","y":"{{plain.GetProperty("y")}}","x":"{{plain.GetProperty("x")}}","kid":"k","crv":"P-256","kty":"EC"}""");

        Assert.Equal(DeliveryKey.Parse(plain).Value!.Thumbprint, DeliveryKey.Parse(more).Value!.Thumbprint);
        Assert.DoesNotContain("kid", DeliveryKey.Parse(more).Value!.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_PrivateKey_IsRefusedAsSuch()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        JsonElement jwk = Jwk(key);

        Result<DeliveryKey> parsed = DeliveryKey.Parse(Json($$"""{"kty":"EC","crv":"P-256","x":"{{jwk.GetProperty("x")}}","y":"{{jwk.GetProperty("y")}}","d":"AAAA"}"""));

        Assert.Equal("lists.delivery-key-private", parsed.Failure?.Code);
    }

    [Fact]
    public void Parse_PointOffTheCurve_IsInvalid()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        point.X![0] ^= 1;

        Assert.Equal("lists.delivery-key-invalid", DeliveryKey.Parse(Jwk(point)).Failure?.Code);
    }

    /// <summary>A point of the curve whose coordinates begin with a zero byte, which the white space stands for. What is stored is the text: one key, one spelling.</summary>
    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    public void Parse_CoordinatesWithWhiteSpace_AreInvalid(string space)
    {
        string x = "IGJPfbKUggwxohsQom6OGQU9gUdHpveg6JFr4imZtQ" + space;
        string y = "6ify-PohEdnbc4_NnOfpJ7pRLyD-nwxapAmcG9hQAg" + space;
        JsonElement jwk = JsonSerializer.SerializeToElement(new { kty = "EC", crv = "P-256", x, y });

        Assert.Equal("lists.delivery-key-invalid", DeliveryKey.Parse(jwk).Failure?.Code);
    }

    [Fact]
    public void Parse_CoordinateWithUnusedBitsSet_IsInvalid()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        string x = Base64Url.EncodeToString(point.X);
        x = x[..^1] + alphabet[alphabet.IndexOf(x[^1], StringComparison.Ordinal) + 1];
        JsonElement jwk = JsonSerializer.SerializeToElement(new { kty = "EC", crv = "P-256", x, y = Base64Url.EncodeToString(point.Y) });

        Assert.Equal("lists.delivery-key-invalid", DeliveryKey.Parse(jwk).Failure?.Code);
    }

    [Theory]
    [InlineData("null", "lists.delivery-key-missing")]
    [InlineData("\"key\"", "lists.delivery-key-invalid")]
    [InlineData("[]", "lists.delivery-key-invalid")]
    [InlineData("{}", "lists.delivery-key-invalid")]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":"AQAB"}""", "lists.delivery-key-invalid")]
    [InlineData("""{"kty":"EC","crv":"P-384","x":"AAAA","y":"AAAA"}""", "lists.delivery-key-invalid")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}""", "lists.delivery-key-invalid")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":1,"y":2}""", "lists.delivery-key-invalid")]
    [InlineData("""{"kty":"\ud800"}""", "lists.delivery-key-invalid")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!","y":"!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"}""", "lists.delivery-key-invalid")]
    public void Parse_AnythingElse_SaysWhatIsWrong(string json, string code) =>
        Assert.Equal(code, DeliveryKey.Parse(Json(json)).Failure?.Code);

    private static JsonElement Jwk(ECDiffieHellman key) => Jwk(key.ExportParameters(includePrivateParameters: false).Q);

    private static JsonElement Jwk(ECPoint point) =>
        Json($$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""");

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
