using Outreach.Core.Access;

namespace Outreach.Adapters.Access;

/// <summary>Settings `Access__*`: whose tokens are believed, and the key of pseudonyms.</summary>
public sealed class AccessOptions
{
    /// <summary>`Access__Issuers__0__…`; at least one.</summary>
    public IList<IssuerOptions> Issuers { get; } = [];

    /// <summary>`Access__PseudonymKey`: at least 32 random bytes, base64. Losing it makes earlier lists and audit entries nobody's.</summary>
    public string PseudonymKey { get; set; } = "";
}

/// <summary>One trusted issuer of access tokens.</summary>
public sealed class IssuerOptions
{
    /// <summary>`Practitioner` (Pro Santé Connect) or `Insurer` (Entra ID).</summary>
    public string Kind { get; set; } = "";

    /// <summary>The `iss` of its tokens, exactly.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Where its OpenID Connect metadata is; https, or http on loopback. Default: `{Issuer}/.well-known/openid-configuration`.</summary>
    public string? MetadataAddress { get; set; }

    /// <summary>The `aud` its tokens must carry: this application.</summary>
    public string Audience { get; set; } = "";

    /// <summary>`sub` or `oid`: who somebody is. Default: `oid` for the insurer (Entra ID), and nothing but `sub` for practitioners. Changing it gives everybody another name.</summary>
    public string? SubjectClaim { get; set; }

    /// <summary>The weakest `acr` accepted; required for practitioners.</summary>
    public string? MinimumAcr { get; set; }

    /// <summary>Levels of `acr`, weakest first. Default eidas1, eidas2, eidas3.</summary>
    public IList<string> AcrLevels { get; } = [];

    /// <summary>`codeProfession` of a doctor. Default 10.</summary>
    public string DoctorProfession { get; set; } = "10";

    public Uri MetadataUri => new(MetadataAddress ?? $"{Issuer.TrimEnd('/')}/.well-known/openid-configuration");

    /// <summary>What Core's policy needs of it; the options are valid.</summary>
    public TrustedIssuer ToTrustedIssuer() => new()
    {
        Kind = Enum.Parse<CallerKind>(Kind),
        AcrLevels = Levels,
        MinimumAcr = string.IsNullOrEmpty(MinimumAcr) ? null : MinimumAcr,
        DoctorProfession = DoctorProfession,
        SubjectClaim = !string.IsNullOrEmpty(SubjectClaim) ? SubjectClaim : Kind == nameof(CallerKind.Insurer) ? "oid" : "sub",
    };

    internal IReadOnlyList<string> Levels => AcrLevels.Count == 0 ? TrustedIssuer.DefaultAcrLevels : [.. AcrLevels];
}
