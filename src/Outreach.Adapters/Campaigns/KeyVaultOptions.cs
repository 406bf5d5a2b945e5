namespace Outreach.Adapters.Campaigns;

/// <summary>Settings `KeyVault__*`.</summary>
public sealed class KeyVaultOptions
{
    /// <summary>`KeyVault__VaultUri`: the https address of the vault that holds campaign keys.</summary>
    public string VaultUri { get; set; } = "";

    /// <summary>An address without path: pinned key ids are compared with it.</summary>
    public bool IsValid => Uri.TryCreate(VaultUri, UriKind.Absolute, out Uri? uri)
        && uri is { Scheme: "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" };
}
