using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jose;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Lists;

/// <summary>What a sealed list is bound to; every field stands in its authenticated header.</summary>
/// <param name="NotAfter">Whole seconds, UTC.</param>
public sealed record SealedListContext(CampaignId Campaign, ListId List, PractitionerRef Practitioner, int Rows, DateTimeOffset NotAfter);

/// <summary>The format of a list at rest: JWE compact (RFC 7516), `dir`, `A256CBC-HS512`, version 1; see docs/formats.md.</summary>
public static class SealedList
{
    /// <summary>Sizes tell little: content is padded to whole steps of this many bytes.</summary>
    public const int PaddingStep = 4096;

    public const int ShareLength = 32;

    private const string MediaType = "outreach-list+jwe";
    private const int Version = 1;

    /// <summary>HKDF-SHA-512 over both shares, salted with the list id: neither share is enough alone.</summary>
    public static byte[] DeriveKey(ReadOnlySpan<byte> serverShare, ReadOnlySpan<byte> linkShare, ListId list)
    {
        if (serverShare.Length != ShareLength || linkShare.Length != ShareLength)
        {
            throw new ArgumentException("A share holds 32 bytes.", nameof(serverShare));
        }

        Span<byte> both = stackalloc byte[2 * ShareLength];
        serverShare.CopyTo(both);
        linkShare.CopyTo(both[ShareLength..]);
        byte[] key = new byte[64];
        HKDF.DeriveKey(HashAlgorithmName.SHA512, both, key, Encoding.UTF8.GetBytes(list.Value), "outreach/list/v1"u8);
        CryptographicOperations.ZeroMemory(both);
        return key;
    }

    /// <summary>Seals content of any size; ASCII text comes out.</summary>
    public static byte[] Seal(SealedListContext context, byte[] content, byte[] key) =>
        Encoding.ASCII.GetBytes(JWT.EncodeBytes(content, key, JweAlgorithm.DIR, JweEncryption.A256CBC_HS512, extraHeaders: Members(context)));

    /// <summary>Opens what <see cref="Seal"/> made for exactly this context; anything else, in any bit, is <see cref="Failures.Damaged"/>.</summary>
    public static Result<byte[]> Open(SealedListContext expected, byte[] sealedList, byte[] key)
    {
        ArgumentNullException.ThrowIfNull(sealedList);
        string compact = Encoding.ASCII.GetString(sealedList);
        string[] parts = compact.Split('.');
        if (parts.Length != 5 || parts[1].Length > 0 || !parts.All(IsCanonical) || !HeaderIs(expected, Base64Url.DecodeFromChars(parts[0])))
        {
            return Failures.Damaged;
        }

        try
        {
            return JWT.DecodeBytes(compact, key, JweAlgorithm.DIR, JweEncryption.A256CBC_HS512);
        }
        catch (Exception error) when (error is JoseException or ArgumentException or CryptographicException)
        {
            return Failures.Damaged;
        }
    }

    /// <summary>RFC 3339 in UTC to the second, as the header carries it.</summary>
    public static string Timestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>One spelling per value: base64url has unused bits at the end, and a list has one form.</summary>
    private static bool IsCanonical(string part) =>
        Base64Url.IsValid(part) && string.Equals(Base64Url.EncodeToString(Base64Url.DecodeFromChars(part)), part, StringComparison.Ordinal);

    private static Dictionary<string, object> Members(SealedListContext context) => new(StringComparer.Ordinal)
    {
        ["typ"] = MediaType,
        ["v"] = Version,
        ["campaign"] = context.Campaign.Value,
        ["list"] = context.List.Value,
        ["practitioner"] = context.Practitioner.Value,
        ["rows"] = context.Rows,
        ["notAfter"] = Timestamp(context.NotAfter),
    };

    /// <summary>Exactly these members: an unknown one is refused as much as a wrong one, so nothing can be added or downgraded.</summary>
    private static bool HeaderIs(SealedListContext expected, byte[] header)
    {
        Dictionary<string, object> members = Members(expected);
        members["alg"] = "dir";
        members["enc"] = "A256CBC-HS512";
        try
        {
            using var document = JsonDocument.Parse(header);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().Count() == members.Count
                && members.All(member => document.RootElement.TryGetProperty(member.Key, out JsonElement actual)
                    && JsonElement.DeepEquals(actual, JsonSerializer.SerializeToElement(member.Value)));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
