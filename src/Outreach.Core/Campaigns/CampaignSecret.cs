using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Lists;
using Outreach.Core.Register;

namespace Outreach.Core.Campaigns;

/// <summary>What is derived from a campaign's secret: pseudonyms of people, and the key of its register rows. Nothing of it outlives the campaign key.</summary>
/// <remarks>Sub-keys by HKDF-SHA-512 (RFC 5869), one label each.</remarks>
public sealed class CampaignSecret
{
    private readonly byte[] _patients;
    private readonly byte[] _rows;
    private readonly byte[] _messages;

    /// <param name="secret">32 random bytes.</param>
    public CampaignSecret(byte[] secret)
    {
        _patients = Derive(secret, "outreach/patients");
        _rows = Derive(secret, "outreach/list-rows");
        _messages = Derive(secret, "outreach/messages");
        RegisterKey = Derive(secret, "outreach/register");
        NecessityKey = Derive(secret, "outreach/necessity");
        ContactKey = Derive(secret, "outreach/contacts");
        ContactLinkKey = Derive(secret, "outreach/contact-links");
        ImportKey = Derive(secret, "outreach/imports");
    }

    /// <summary>256-bit key of the register rows at rest.</summary>
    public byte[] RegisterKey { get; }

    /// <summary>256-bit key of the comments doctors state their necessity with.</summary>
    public byte[] NecessityKey { get; }

    /// <summary>256-bit key of the contact ledger's rows at rest.</summary>
    public byte[] ContactKey { get; }

    /// <summary>256-bit key of the links by which people object.</summary>
    public byte[] ContactLinkKey { get; }

    /// <summary>256-bit key of what an import keeps while it is at work.</summary>
    public byte[] ImportKey { get; }

    /// <summary>The one key of a person in register and contact ledger: HMAC-SHA-256, 128 bits.</summary>
    public PatientRef For(PatientId patient) =>
        new(Convert.ToHexStringLower(HMACSHA256.HashData(_patients, Encoding.UTF8.GetBytes(patient.Value)).AsSpan(0, 16)));

    /// <summary>A person's reference inside one list: 64 bits, unlinkable between lists.</summary>
    public RowRef For(ListId list, PatientRef patient) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(_rows, Encoding.UTF8.GetBytes($"{list.Value}\n{patient.Value}"))));

    /// <summary>A message's id: 128 bits, unlinkable between waves.</summary>
    public MessageId For(WaveId wave, PatientRef patient) =>
        new(Convert.ToHexStringLower(HMACSHA256.HashData(_messages, Encoding.UTF8.GetBytes($"{wave.Value}\n{patient.Value}")).AsSpan(0, 16)));

    private static byte[] Derive(byte[] secret, string label) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA512, secret, 32, salt: [], info: Encoding.UTF8.GetBytes(label));
}
