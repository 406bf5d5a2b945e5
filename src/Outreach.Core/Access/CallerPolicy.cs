using System.Text.Json;

namespace Outreach.Core.Access;

/// <summary>Decides who a caller is from the claims of a token whose signature, issuer, audience and times were verified.</summary>
/// <remarks>
/// Claims of a practitioner are those of Pro Santé Connect (scope `scope_all`), those of the insurer are Entra ID's.
/// A claim of another type than documented is a claim that is missing.
/// </remarks>
public static class CallerPolicy
{
    public static Result<Caller> Decide(JsonElement claims, TrustedIssuer issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        if (claims.ValueKind != JsonValueKind.Object || Text(claims, issuer.SubjectClaim) is not { Length: > 0 } subject)
        {
            return Failures.TokenInvalid;
        }

        if (!IsStrongEnough(Text(claims, "acr"), issuer))
        {
            return Failures.SignInTooWeak;
        }

        return issuer.Kind switch
        {
            CallerKind.Practitioner => Practitioner(subject, claims, issuer),
            CallerKind.Insurer => new Caller(subject, CallerKind.Insurer, Practitioner: null, RolesOf(claims)),
        };
    }

    private static Result<Caller> Practitioner(string subject, JsonElement claims, TrustedIssuer issuer)
    {
        // The national identifier in full ("8" and the RPPS): a bare RPPS in this claim is another kind of identifier.
        if (Text(claims, "SubjectNameID") is not { Length: 12 } national || !PractitionerId.TryParse(national, out PractitionerId id))
        {
            return Failures.TokenInvalid;
        }

        return Professions(claims).Contains(issuer.DoctorProfession, StringComparer.Ordinal)
            ? new Caller(subject, CallerKind.Practitioner, id, new HashSet<string>(StringComparer.Ordinal))
            : Failures.NotADoctor;
    }

    /// <summary>Levels are an order that configuration gives; a level it does not name is below all of them.</summary>
    private static bool IsStrongEnough(string? acr, TrustedIssuer issuer)
    {
        if (issuer.MinimumAcr is not { } minimum)
        {
            return true;
        }

        int needed = IndexOf(issuer.AcrLevels, minimum);
        return needed >= 0 && acr is not null && IndexOf(issuer.AcrLevels, acr) >= needed;
    }

    private static int IndexOf(IReadOnlyList<string> levels, string level)
    {
        for (int i = 0; i < levels.Count; i++)
        {
            if (levels[i] == level)
            {
                return i;
            }
        }

        return -1;
    }

    private static IEnumerable<string> Professions(JsonElement claims) =>
        claims.TryGetProperty("SubjectRefPro", out JsonElement refPro) && refPro.ValueKind == JsonValueKind.Object
        && refPro.TryGetProperty("exercices", out JsonElement exercices) && exercices.ValueKind == JsonValueKind.Array
            ? exercices.EnumerateArray()
                .Where(exercice => exercice.ValueKind == JsonValueKind.Object)
                .Select(exercice => Text(exercice, "codeProfession"))
                .OfType<string>()
            : [];

    private static HashSet<string> RolesOf(JsonElement claims) =>
        claims.TryGetProperty("roles", out JsonElement roles) && roles.ValueKind == JsonValueKind.Array
            ? roles.EnumerateArray().Where(role => role.ValueKind == JsonValueKind.String).Select(role => role.GetString()!).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>(StringComparer.Ordinal);

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
