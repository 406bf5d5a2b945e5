using System.Security.Cryptography;
using System.Text.Json;
using Jose;

namespace Outreach.Adapters.Contacts;

/// <summary>What a row of the contact ledger holds: JWE compact (RFC 7516), `dir` with A256GCM, bound to the row it stands in.</summary>
internal static class ContactEnvelope
{
    private const string MediaType = "outreach-contact+jwe";

    /// <param name="content">Zeroed afterwards.</param>
    public static string Seal(ContactRowKey key, byte[] content, byte[] secret)
    {
        Dictionary<string, object> header = new(StringComparer.Ordinal) { ["typ"] = MediaType, ["partition"] = key.Partition, ["row"] = key.Row };
        string jwe = JWT.EncodeBytes(content, secret, JweAlgorithm.DIR, JweEncryption.A256GCM, extraHeaders: header);
        CryptographicOperations.ZeroMemory(content);
        return jwe;
    }

    /// <summary>Opens what <see cref="Seal"/> made for this row.</summary>
    /// <param name="read">Reads the content, which is zeroed afterwards.</param>
    /// <exception cref="InvalidDataException">Changed, sealed under another key, or moved here from another row. Says nothing of the content.</exception>
    public static T Open<T>(ContactRowKey key, string? jwe, byte[] secret, Func<byte[], T> read)
    {
        try
        {
            RequireBound(jwe ?? "", key);
            byte[] content = JWT.DecodeBytes(jwe, secret, JweAlgorithm.DIR, JweEncryption.A256GCM);
            T opened = read(content);
            CryptographicOperations.ZeroMemory(content);
            return opened;
        }
        catch (Exception error) when (error is JoseException or ArgumentException or FormatException or CryptographicException or JsonException)
        {
            throw new InvalidDataException("A row of the contact ledger does not open: it was changed, moved, or sealed under another key.");
        }
    }

    /// <remarks>Read before the seal is checked, and trusted because the seal covers it.</remarks>
    private static void RequireBound(string jwe, ContactRowKey key)
    {
        ReadOnlySpan<char> encoded = jwe.AsSpan(0, Math.Max(jwe.IndexOf('.', StringComparison.Ordinal), 0));
        using JsonDocument document = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(encoded));
        JsonElement header = document.RootElement;
        if (!Is(header, "typ", MediaType) || !Is(header, "partition", key.Partition) || !Is(header, "row", key.Row))
        {
            throw new FormatException("The envelope belongs to another row.");
        }
    }

    private static bool Is(JsonElement header, string name, string value) =>
        header.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String && member.ValueEquals(value);
}
