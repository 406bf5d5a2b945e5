namespace Outreach.Core.Access;

/// <summary>An issuer whose tokens are believed, and what they must say.</summary>
public sealed record TrustedIssuer
{
    /// <summary>The side of the law its callers stand on.</summary>
    public required CallerKind Kind { get; init; }

    /// <summary>Levels of sign-in, weakest first. Default: those of Pro Santé Connect.</summary>
    public IReadOnlyList<string> AcrLevels { get; init; } = DefaultAcrLevels;

    /// <summary>The weakest level accepted, one of <see cref="AcrLevels"/>. Required for practitioners; none means that `acr` is not looked at.</summary>
    public string? MinimumAcr { get; init; }

    /// <summary>The claim that says who somebody is. `sub` for practitioners; for the insurer `oid`, which Entra ID shows to administrators and gives to every application alike.</summary>
    public string SubjectClaim { get; init; } = "sub";

    /// <summary>`codeProfession` of a doctor. Default 10.</summary>
    public string DoctorProfession { get; init; } = "10";

    public static IReadOnlyList<string> DefaultAcrLevels { get; } = ["eidas1", "eidas2", "eidas3"];
}
