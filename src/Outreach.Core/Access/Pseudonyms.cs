using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Access;

/// <summary>An opaque name for one practitioner within one campaign; useless in any other campaign.</summary>
public readonly record struct PractitionerRef(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Opaque names of callers, from a deployment key that outlives campaigns, so that "gone" can still be told to its owner after the campaign key is destroyed.</summary>
/// <remarks>HMAC-SHA-256 truncated to 128 bits, domain-separated. RPPS numbers are few enough to enumerate: without the key a hash would be no pseudonym.</remarks>
public sealed class Pseudonyms
{
    private readonly byte[] _key;

    /// <param name="key">At least 32 random bytes (setting `Access:PseudonymKey`, base64).</param>
    public Pseudonyms(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length < 32)
        {
            throw new ArgumentException("The pseudonym key holds at least 32 bytes.", nameof(key));
        }

        _key = key;
    }

    public PractitionerRef For(CampaignId campaign, PractitionerId practitioner) =>
        new(Name("practitioner", campaign.Value, practitioner.Value));

    /// <summary>The name of a caller in the audit trail.</summary>
    public string Actor(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return ActorOf(caller.Kind, caller.Subject);
    }

    /// <summary>The name that somebody of the insurer's side will have there whose token says this.</summary>
    public string Agent(string subject) => ActorOf(CallerKind.Insurer, subject);

    /// <summary>Which doctor a sign-in was of, in every campaign and in no other use.</summary>
    public string SignedIn(PractitionerId practitioner) => Name("sign-in", practitioner.Value);

    /// <summary>A 256-bit key of its own for one use, by HKDF-SHA-512 (RFC 5869).</summary>
    public byte[] DeriveKey(string label) => HKDF.DeriveKey(HashAlgorithmName.SHA512, _key, 32, salt: [], info: Encoding.UTF8.GetBytes(label));

    private string ActorOf(CallerKind kind, string subject) => $"{kind}:{Name("actor", subject)}";

    private string Name(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
