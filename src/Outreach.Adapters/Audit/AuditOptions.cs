using System.Text.RegularExpressions;

namespace Outreach.Adapters.Audit;

/// <summary>Settings `Audit__*`.</summary>
public sealed partial class AuditOptions
{
    /// <summary>`Audit__RetentionMonths`: calendar months that the trail is kept, 6 to 12. Default 12. While the account's immutability lasts longer, streams wait for it.</summary>
    public int RetentionMonths { get; set; } = 12;

    /// <summary>`Audit__SigningKey`: name of the vault's key that signs checkpoints (EC, P-256), of no other use. Default `audit-checkpoints`.</summary>
    public string SigningKey { get; set; } = "audit-checkpoints";

    /// <summary>`Audit__SigningKeyVersion`: the version that signs. Earlier versions stay in the vault, so that what they signed can be checked.</summary>
    public string SigningKeyVersion { get; set; } = "";

    public bool HasSigningKey =>
        Name().IsMatch(SigningKey) && !SigningKey.StartsWith("campaign-", StringComparison.OrdinalIgnoreCase) && IsVersion(SigningKeyVersion);

    internal static bool IsVersion(string text) => Version().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9a-f]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
