using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>One run of the insurer's complementary outreach; also the id of its act in the contact ledger and of its orchestration. 32 hexadecimal digits.</summary>
public readonly record struct WaveId(string Value)
{
    public static WaveId Create() => new(RandomId.Create());

    /// <summary>The one id of what somebody asks for under a key of their own choice: asked again, it is the same wave. No secret: addresses are guarded by roles.</summary>
    /// <param name="author">Opaque name: two people who chose one key have two waves.</param>
    public static WaveId Of(CampaignId campaign, string author, string key) => new(NameOf("wave", campaign, author, key));

    /// <summary>128 bits of SHA-256.</summary>
    internal static string NameOf(string kind, CampaignId campaign, string author, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{campaign.Value}\n{author}\n{key}")).AsSpan(0, 16));

    public static bool TryParse([NotNullWhen(true)] string? text, out WaveId id)
    {
        bool valid = RandomId.IsWellFormed(text);
        id = valid ? new WaveId(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}

/// <summary>One message of a wave to one person: made of both under the campaign's secret, so that it is the same however often it is made, and tells nobody who.</summary>
public readonly record struct MessageId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A share of a wave that is selected and sent by itself: `dept-75`, or `doctors-a3` for doctors whose opaque name begins so.</summary>
public readonly record struct WaveShard(string Value)
{
    private const string DepartmentPrefix = "dept-";
    private const string DoctorsPrefix = "doctors-";

    public static WaveShard OfDepartment(string department) => new(DepartmentPrefix + department);

    /// <param name="prefix">0 to 255: the first byte of a doctor's opaque name.</param>
    public static WaveShard OfDoctors(int prefix) => new(DoctorsPrefix + prefix.ToString("x2", CultureInfo.InvariantCulture));

    /// <summary>Null for a share of doctors.</summary>
    public string? Department => Value.StartsWith(DepartmentPrefix, StringComparison.Ordinal) ? Value[DepartmentPrefix.Length..] : null;

    /// <summary>Two hexadecimal digits; null for a department.</summary>
    public string? Doctors => Value.StartsWith(DoctorsPrefix, StringComparison.Ordinal) ? Value[DoctorsPrefix.Length..] : null;

    public override string ToString() => Value;
}

/// <summary>What of a wave is handed over at once: one channel of one page of one share.</summary>
/// <param name="Number">From 0: what was planned for the same page later, after a new import, is handed over by itself.</param>
public readonly record struct WavePart(WaveId Wave, WaveShard Shard, int Page, OutreachChannel Channel, int Number)
{
    /// <summary>Stable, legal in keys and blob names, and says nothing of anybody.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Shard.Value}-{Page:D6}-{Channel.ToString().ToLowerInvariant()}-{Number:D4}");

    public override string ToString() => Name;
}

/// <summary>How a message reaches a person. Names are a stored format.</summary>
public enum OutreachChannel
{
    Email,
    Sms,
    Letter,
}
