using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jose;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Lists;

/// <summary>The public key that a requester made (JWK, RFC 7517: EC, P-256); the secure link is encrypted to it (JWE, ECDH-ES, A256GCM).</summary>
public sealed class DeliveryKey
{
    private readonly ECParameters _point;

    private DeliveryKey(string x, string y, ECParameters point)
    {
        _point = point;
        Json = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        Thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Json)));
    }

    /// <summary>The required members alone, in the order of RFC 7638.</summary>
    public string Json { get; }

    /// <summary>RFC 7638, SHA-256, base64url.</summary>
    public string Thumbprint { get; }

    /// <summary>Reads a public JWK. Refuses private keys, other curves, and points off the curve.</summary>
    public static Result<DeliveryKey> Parse(JsonElement jwk)
    {
        if (jwk.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return Failures.DeliveryKeyMissing;
        }

        if (jwk.ValueKind != JsonValueKind.Object)
        {
            return Failures.DeliveryKeyInvalid;
        }

        if (jwk.TryGetProperty("d", out _))
        {
            return Failures.DeliveryKeyPrivate;
        }

        return Read(jwk) is { } key ? key : Failures.DeliveryKeyInvalid;
    }

    /// <summary>Reads a key that this system stored itself.</summary>
    public static DeliveryKey FromStored(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Parse(document.RootElement).Value ?? throw new FormatException("The stored delivery key is not a key.");
    }

    /// <summary>Encrypts the secure link; only the holder of the private half can read it.</summary>
    public string Encrypt(Uri secureLink)
    {
        ArgumentNullException.ThrowIfNull(secureLink);
        using var recipient = ECDiffieHellman.Create(_point);
        return JWT.Encode(secureLink.AbsoluteUri, recipient, JweAlgorithm.ECDH_ES, JweEncryption.A256GCM);
    }

    /// <summary>Encrypts any content, with these members in the authenticated header.</summary>
    public string Encrypt(byte[] content, IDictionary<string, object> header)
    {
        using var recipient = ECDiffieHellman.Create(_point);
        return JWT.EncodeBytes(content, recipient, JweAlgorithm.ECDH_ES, JweEncryption.A256GCM, extraHeaders: header);
    }

    private static DeliveryKey? Read(JsonElement jwk)
    {
        try
        {
            PublicJwk? key = jwk.Deserialize<PublicJwk>();
            if (key is not { KeyType: "EC", Curve: "P-256", X: { Length: 43 } x, Y: { Length: 43 } y })
            {
                return null;
            }

            var point = new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
            };
            // 32 bytes from 43 characters leave no room for white space, which base64url lets pass and a stored JWK must not hold.
            if (point.Q is not { X.Length: 32, Y.Length: 32 })
            {
                return null;
            }

            using var onCurve = ECDiffieHellman.Create(point);
            return new DeliveryKey(x, y, point);
        }
        catch (Exception error) when (error is JsonException or FormatException or CryptographicException)
        {
            return null;
        }
    }

    private sealed record PublicJwk(
        [property: JsonPropertyName("kty")] string? KeyType,
        [property: JsonPropertyName("crv")] string? Curve,
        [property: JsonPropertyName("x")] string? X,
        [property: JsonPropertyName("y")] string? Y);
}
