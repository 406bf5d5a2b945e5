using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Contacts;

/// <summary>What stands after the # of the link in every message to a person: JWE compact (RFC 7516), `dir`, `A256GCM`; see docs/formats.md.</summary>
/// <remarks>It names the campaign in clear, so that its key is found, and the person under that key alone. Whoever holds it is taken for the person, and may object and read.</remarks>
public static class ContactLink
{
    private const string MediaType = "contact+jwe";
    private const string Encryption = "A256GCM";
    private const int PersonLength = 16;

    /// <summary>Longer than any token of a campaign's name.</summary>
    private const int LongestToken = 300;

    /// <summary>A token for one person in one campaign; no two are alike.</summary>
    public static string Create(ContactBook book, PatientRef person)
    {
        ArgumentNullException.ThrowIfNull(book);
        byte[] content = Convert.FromHexString(person.Value);
        return JWT.EncodeBytes(content, book.Secret.ContactLinkKey, JweAlgorithm.DIR, JweEncryption.A256GCM, extraHeaders: Members(book.Campaign));
    }

    /// <summary>The campaign that a token names; null when it is no token. Nothing is proved by it: only <see cref="Read"/> does that.</summary>
    public static CampaignId? CampaignOf(string? token)
    {
        string[] parts = token is { Length: <= LongestToken } ? token.Split('.') : [];
        return parts.Length == 5 && parts[1].Length == 0 && parts.All(IsCanonical) ? CampaignIn(Base64Url.DecodeFromChars(parts[0])) : null;
    }

    /// <summary>The person of a token of exactly this campaign; null for anything else, in any bit.</summary>
    public static PatientRef? Read(string? token, CampaignId campaign, CampaignSecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (CampaignOf(token) != campaign)
        {
            return null;
        }

        try
        {
            byte[] content = JWT.DecodeBytes(token, secret.ContactLinkKey, JweAlgorithm.DIR, JweEncryption.A256GCM);
            return content.Length == PersonLength ? new PatientRef(Convert.ToHexStringLower(content)) : null;
        }
        catch (Exception error) when (error is JoseException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    private static Dictionary<string, object> Members(CampaignId campaign) =>
        new(StringComparer.Ordinal) { ["typ"] = MediaType, ["kid"] = campaign.Value };

    /// <summary>One spelling per value: base64url has unused bits at the end, and a token has one form.</summary>
    private static bool IsCanonical(string part) =>
        Base64Url.IsValid(part) && string.Equals(Base64Url.EncodeToString(Base64Url.DecodeFromChars(part)), part, StringComparison.Ordinal);

    /// <summary>Exactly these members: an unknown one is refused as much as a wrong one, so nothing can be added or downgraded.</summary>
    private static CampaignId? CampaignIn(byte[] header)
    {
        try
        {
            Dictionary<string, JsonElement>? members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(header);
            return members is { Count: 4 } && Is("alg", "dir") && Is("enc", Encryption) && Is("typ", MediaType)
                && members.TryGetValue("kid", out JsonElement campaign) && campaign.ValueKind == JsonValueKind.String
                && CampaignId.TryParse(campaign.GetString(), out CampaignId id)
                    ? id
                    : null;

            bool Is(string name, string value) =>
                members.TryGetValue(name, out JsonElement member) && member.ValueKind == JsonValueKind.String && member.ValueEquals(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
