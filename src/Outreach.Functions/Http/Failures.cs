using Outreach.Core;

namespace Outreach.Functions.Http;

/// <summary>What may be wrong with a request before any capability looks at it.</summary>
public static class Failures
{
    public static Failure NotJson { get; } = new("http.not-json", FailureKind.UnsupportedMedia,
        "Send the body as JSON in UTF-8, with the header `Content-Type: application/json`.",
        "Envoyez le corps en JSON (UTF-8), avec l'en-tête `Content-Type: application/json`.");

    public static Failure BodyMissing { get; } = new("http.body-missing", FailureKind.Invalid,
        "Send a JSON object as the body.",
        "Envoyez un objet JSON comme corps de la requête.");

    public static Failure NotFound { get; } = new("http.not-found", FailureKind.NotFound,
        "There is nothing for you at this address. Check the address.",
        "Il n'y a rien pour vous à cette adresse. Vérifiez l'adresse.");

    public static Failure Unavailable { get; } = new("http.unavailable", FailureKind.Unavailable,
        "A service this needs does not answer right now. Try again after the time that `Retry-After` gives.",
        "Un service nécessaire ne répond pas pour le moment. Réessayez après le délai indiqué par `Retry-After`.");

    public static Failure BodyTooLarge(int limit) => new("http.body-too-large", FailureKind.TooLarge,
        $"The body is too large: send {limit} bytes at most.",
        $"Le corps est trop volumineux : envoyez {limit} octets au plus.");

    /// <summary>Says where, never what: the body may hold personal data.</summary>
    public static Failure BodyMalformed(long line, long position) => new("http.body-malformed", FailureKind.Invalid,
        $"The body is not the expected JSON: see line {line}, byte {position}. Names and types must be as documented, and unknown or repeated names are refused.",
        $"Le corps n'est pas le JSON attendu : voir ligne {line}, octet {position}. Noms et types doivent être ceux de la documentation ; les noms inconnus ou répétés sont refusés.");
}
