using Microsoft.Extensions.Options;
using Outreach.Core.Access;

namespace Outreach.Adapters.Access;

/// <summary>Refuses a start with settings that would believe too much; each wrong key is named as it is written in the environment.</summary>
public sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        if (!IsKey(options.PseudonymKey))
        {
            faults.Add("Access__PseudonymKey: give at least 32 random bytes in base64.");
        }

        if (options.Issuers.Count == 0)
        {
            faults.Add("Access__Issuers__0__Issuer: name at least one issuer of access tokens.");
        }

        for (int i = 0; i < options.Issuers.Count; i++)
        {
            string key = $"Access__Issuers__{i}__";
            faults.AddRange(Faults(options.Issuers[i]).Select(fault => key + fault));
        }

        faults.AddRange(options.Issuers.GroupBy(issuer => issuer.Issuer, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => $"Access__Issuers: `{same.Key}` is named twice; one issuer is one side."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(IssuerOptions issuer)
    {
        bool known = Enum.TryParse(issuer.Kind, out CallerKind kind) && Enum.IsDefined(kind) && kind.ToString() == issuer.Kind;
        if (!known)
        {
            yield return $"Kind: one of {string.Join(", ", Enum.GetNames<CallerKind>())}.";
        }

        if (issuer.Issuer.Length == 0)
        {
            yield return "Issuer: the `iss` of its tokens, exactly.";
        }
        else if (!Uri.TryCreate(issuer.MetadataAddress ?? issuer.Issuer, UriKind.Absolute, out Uri? metadata) || !SafeDocumentRetriever.IsSafe(metadata))
        {
            yield return "MetadataAddress: an https address (http only on loopback).";
        }

        if (issuer.Audience.Length == 0)
        {
            yield return "Audience: the `aud` that tokens for this application carry.";
        }

        if (issuer.SubjectClaim is not (null or "" or "sub") && !(kind == CallerKind.Insurer && issuer.SubjectClaim == "oid"))
        {
            yield return "SubjectClaim: `sub`, or `oid` for the insurer.";
        }

        if (known && kind == CallerKind.Practitioner && string.IsNullOrEmpty(issuer.MinimumAcr))
        {
            yield return $"MinimumAcr: required for practitioners, one of {string.Join(", ", issuer.Levels)}.";
        }
        else if (!string.IsNullOrEmpty(issuer.MinimumAcr) && !issuer.Levels.Contains(issuer.MinimumAcr, StringComparer.Ordinal))
        {
            yield return $"MinimumAcr: one of {string.Join(", ", issuer.Levels)}.";
        }
    }

    private static bool IsKey(string text)
    {
        byte[] key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out int length) && length >= 32;
    }
}
