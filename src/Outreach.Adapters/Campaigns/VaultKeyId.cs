using Outreach.Core.Campaigns;

namespace Outreach.Adapters.Campaigns;

/// <summary>A pinned key version of the one vault that is configured.</summary>
internal sealed record VaultKeyId(string Name, string Version)
{
    /// <summary>Null for anything but a version of a campaign's key in this vault, under names with this prefix: an id never leads to another vault (threat 9).</summary>
    public static VaultKeyId? TryParse(string keyId, Uri vault, string prefix) =>
        Uri.TryCreate(keyId, UriKind.Absolute, out Uri? uri)
        && uri is { Query: "", Fragment: "", UserInfo: "" }
        && Uri.Compare(uri, vault, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
        && uri.AbsolutePath.Split('/') is ["", "keys", { } name, { Length: > 0 } version]
        && name.StartsWith(prefix, StringComparison.Ordinal) && CampaignId.TryParse(name[prefix.Length..], out _)
        && version.All(char.IsAsciiLetterOrDigit)
            ? new VaultKeyId(name, version)
            : null;
}
