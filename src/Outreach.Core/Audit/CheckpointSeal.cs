using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jose;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Audit;

/// <summary>A checkpoint as stored: its statement as JWS compact (RFC 7515), `ES256` and nothing else.</summary>
/// <remarks>The vault signs bytes and knows no JWS, so the signing input is put together here (RFC 7515, section 5.1). Checking is left to the library.</remarks>
public sealed class CheckpointSeal(ICheckpointSigner signer, ICheckpointKeys keys)
{
    private const string MediaType = "outreach-checkpoint+jws";

    /// <summary>Not for HTML: as other libraries write it.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<string> SignAsync(CheckpointStatement statement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        string keyId = await signer.GetKeyIdAsync(cancellationToken);
        string input = SigningInput(keyId, statement);
        byte[] signature = await signer.SignAsync(keyId, Encoding.ASCII.GetBytes(input), cancellationToken);
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>What was signed; null when this is not, byte for byte, what a trusted key signed.</summary>
    public async Task<CheckpointStatement?> OpenAsync(string jws, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jws);
        if (Read(jws) is not { } claimed || await keys.FindAsync(claimed.KeyId, cancellationToken) is not { } key)
        {
            return null;
        }

        using var publicKey = ECDsa.Create(key);
        try
        {
            JWT.DecodeBytes(jws, publicKey, JwsAlgorithm.ES256);
            return claimed.Statement;
        }
        catch (Exception forged) when (forged is JoseException or ArgumentException or FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>By this a later checkpoint, and whoever keeps one elsewhere, names it.</summary>
    public static string Hash(string jws) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(jws)));

    /// <summary>There is one spelling of a statement under a key: what is written otherwise is not read, so nothing can be added or downgraded.</summary>
    private static (string KeyId, CheckpointStatement Statement)? Read(string jws)
    {
        string[] parts = jws.Split('.');
        if (parts.Length != 3 || !Array.TrueForAll(parts, IsCanonical)
            || KeyId(Base64Url.DecodeFromChars(parts[0])) is not { } keyId
            || CheckpointStatement.Parse(Base64Url.DecodeFromChars(parts[1])) is not { } statement)
        {
            return null;
        }

        return SigningInput(keyId, statement) == $"{parts[0]}.{parts[1]}" ? (keyId, statement) : null;
    }

    private static string SigningInput(string keyId, CheckpointStatement statement)
    {
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["alg"] = "ES256", ["kid"] = keyId, ["typ"] = MediaType }, Plain);
        return $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(statement.Format())}";
    }

    private static string? KeyId(byte[] header)
    {
        try
        {
            using var document = JsonDocument.Parse(header);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("kid", out JsonElement kid)
                && kid.ValueKind == JsonValueKind.String ? kid.GetString() : null;
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            // The latter is text that is no text: bytes that are not UTF-8, or half a surrogate pair.
            return null;
        }
    }

    private static bool IsCanonical(string part) =>
        Base64Url.IsValid(part) && string.Equals(Base64Url.EncodeToString(Base64Url.DecodeFromChars(part)), part, StringComparison.Ordinal);
}
