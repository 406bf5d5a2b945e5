namespace Outreach.Core.Access;

/// <summary>What a caller may be told about sign-in and rights. No answer says which check of a token failed.</summary>
public static class Failures
{
    public static Failure TokenMissing { get; } = new("access.token-missing", FailureKind.Unauthenticated,
        "Sign in, and send the access token in the header `Authorization: Bearer`.",
        "Connectez-vous et envoyez le jeton d'accès dans l'en-tête `Authorization: Bearer`.");

    public static Failure TokenInvalid { get; } = new("access.token-invalid", FailureKind.Unauthenticated,
        "This access token is not accepted, or no longer. Sign in again.",
        "Ce jeton d'accès n'est pas accepté, ou ne l'est plus. Reconnectez-vous.");

    public static Failure SignInTooWeak { get; } = new("access.sign-in-too-weak", FailureKind.Unauthenticated,
        "Sign in again with a stronger means, such as the professional card.",
        "Reconnectez-vous avec un moyen plus fort, par exemple la carte professionnelle.");

    public static Failure SignInChanged { get; } = new("access.sign-in-changed", FailureKind.Unauthenticated,
        "This sign-in names another doctor than before; the card may have been changed. Sign out, then sign in again with your own card.",
        "Cette connexion désigne un autre médecin qu'auparavant ; la carte a peut-être été changée. Déconnectez-vous, puis reconnectez-vous avec votre propre carte.");

    public static Failure NotADoctor { get; } = new("access.not-a-doctor", FailureKind.Forbidden,
        "This is for doctors only: none of the professions in your sign-in is that of a doctor.",
        "Réservé aux médecins : aucune des professions de votre connexion n'est celle de médecin.");

    public static Failure RoleMissing { get; } = new("access.role-missing", FailureKind.Forbidden,
        "Your account lacks the role this needs. Ask your administrator for it.",
        "Votre compte n'a pas le rôle nécessaire. Demandez-le à votre administrateur.");
}
