namespace Outreach.Core.ComplementaryOutreach.Exceptions;

/// <summary>What those who ask for exceptions, decide on them or use them may be told.</summary>
public static class ExceptionFailures
{
    public static Failure NotFound { get; } = new("exceptions.not-found", FailureKind.NotFound,
        "There is no such exception in this campaign. Check its id.",
        "Cette campagne n'a pas de dérogation de ce nom. Vérifiez son identifiant.");

    public static Failure JustificationInvalid { get; } = Field("$.justification", "exceptions.justification-invalid",
        "`justification` is required, 20 to 1,000 characters: why people who have a treating doctor must be reached by the insurer as well.",
        "`justification` est obligatoire, de 20 à 1 000 caractères : pourquoi l'assurance maladie doit aussi joindre des personnes qui ont un médecin traitant.");

    public static Failure MostPeopleInvalid { get; } = Field("$.mostPeople", "exceptions.most-people-invalid",
        "`mostPeople` is required, a whole number from 1 to 10,000,000: over all waves that use the exception.",
        "`mostPeople` est obligatoire, un nombre entier de 1 à 10 000 000 : toutes vagues confondues.");

    public static Failure NotAfterInvalid { get; } = Field("$.notAfter", "exceptions.not-after-invalid",
        "`notAfter` is required (RFC 3339), in the future, and not after the end of the campaign.",
        "`notAfter` est obligatoire (RFC 3339), dans le futur et pas après la fin de la campagne.");

    public static Failure OtherExists { get; } = new("exceptions.other-exists", FailureKind.Conflict,
        "You asked for another exception under this `Idempotency-Key`. Choose a new key for a new one.",
        "Vous avez demandé une autre dérogation sous cette `Idempotency-Key`. Choisissez une nouvelle clé pour une nouvelle demande.");

    public static Failure OwnException { get; } = new("exceptions.own-exception", FailureKind.Forbidden,
        "You asked for this exception: somebody else decides on it.",
        "Vous avez demandé cette dérogation : une autre personne en décide.");

    public static Failure NotApproved { get; } = new("exceptions.not-approved", FailureKind.Conflict,
        "This exception is not approved yet. Have somebody else approve it.",
        "Cette dérogation n'est pas encore approuvée. Faites-la approuver par une autre personne.");

    public static Failure Over { get; } = new("exceptions.over", FailureKind.Conflict,
        "This exception is revoked or expired. Ask for a new one.",
        "Cette dérogation est révoquée ou expirée. Demandez-en une nouvelle.");

    public static Failure UsedUp(long left) => new("exceptions.used-up", FailureKind.Conflict,
        $"This exception leaves room for {left} people. Give `mostPeople` so that the wave fits, or ask for a new exception.",
        $"Cette dérogation laisse place à {left} personnes. Donnez un `mostPeople` qui convienne, ou demandez une nouvelle dérogation.");

    private static Failure Field(string path, string code, string english, string french) =>
        new(code, FailureKind.Invalid, english, french) { Field = path };
}
