using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>A batch as it is stored; see docs/formats.md.</summary>
/// <param name="Sha256">Of the ciphertext, lower-case hexadecimal.</param>
public sealed record SealedBatch(byte[] Ciphertext, string Sha256)
{
    private const string MediaType = "outreach-batch+jwe";
    private const int Version = 1;

    /// <summary>Seals a file of messages for one dispatcher; without compression, whose lengths would tell of the content.</summary>
    /// <param name="name">See <see cref="PartNames"/>.</param>
    public static SealedBatch Seal(CampaignId campaign, WavePart part, string name, int count, byte[] csv, DispatcherKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        byte[] ciphertext = Encoding.ASCII.GetBytes(key.Seal(csv, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["typ"] = MediaType,
            ["v"] = Version,
            ["kid"] = key.Id,
            ["campaign"] = campaign.Value,
            ["wave"] = part.Wave.Value,
            ["part"] = name,
            ["channel"] = part.Channel.ToString(),
            ["count"] = count,
        }));
        return new SealedBatch(ciphertext, Convert.ToHexStringLower(SHA256.HashData(ciphertext)));
    }

    public override string ToString() => "sealed batch";
}
