using Outreach.Core.Campaigns;

namespace Outreach.Adapters.Campaigns;

/// <summary>A pinned key version of the one vault that is configured.</summary>
internal sealed record VaultKeyId(string Name, string Version)
{
    private const string Prefix = "campaign-";

    public static string NameOf(CampaignId campaign) => Prefix + campaign.Value;

    /// <summary>Null for anything but a version of a campaign's key in this vault: an id never leads to another vault (threat 9).</summary>
    public static VaultKeyId? TryParse(string keyId, Uri vault) =>
        Uri.TryCreate(keyId, UriKind.Absolute, out Uri? uri)
        && uri is { Query: "", Fragment: "", UserInfo: "" }
        && Uri.Compare(uri, vault, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
        && uri.AbsolutePath.Split('/') is ["", "keys", { } name, { Length: > 0 } version]
        && name.StartsWith(Prefix, StringComparison.Ordinal) && CampaignId.TryParse(name[Prefix.Length..], out _)
        && version.All(char.IsAsciiLetterOrDigit)
            ? new VaultKeyId(name, version)
            : null;
}
