namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>What authors and approvers of templates may be told.</summary>
public static class MessageFailures
{
    public static Failure NotFound { get; } = new("templates.not-found", FailureKind.NotFound,
        "There is no such version of a template in this campaign. Check the address.",
        "Cette campagne n'a pas cette version de modèle. Vérifiez l'adresse.");

    public static Failure CampaignOver { get; } = new("templates.campaign-over", FailureKind.Conflict,
        "The campaign is over: nothing is written or approved for it any more.",
        "La campagne est terminée : plus rien n'y est rédigé ni approuvé.");

    public static Failure IdInvalid { get; } = Field("$.id", "templates.id-invalid",
        "`id` is 2 to 40 of a–z, 0–9 and `-`, starts with a letter, and holds no nine digits in a row.",
        "`id` compte 2 à 40 caractères parmi a–z, 0–9 et `-`, commence par une lettre et ne contient pas neuf chiffres de suite.");

    public static Failure TextsMissing { get; } = Field("$.texts", "templates.texts-missing",
        "`texts` holds one at least of `email`, `sms` and `letter`, each with `fr` and `en`.",
        "`texts` contient au moins l'un de `email`, `sms` et `letter`, chacun avec `fr` et `en`.");

    public static Failure OtherExists { get; } = new("templates.other-exists", FailureKind.Conflict,
        "There is another template of this id, with other words. Add a version to it, or choose another id.",
        "Un autre modèle porte déjà cet identifiant, avec d'autres mots. Ajoutez-lui une version, ou choisissez un autre identifiant.");

    public static Failure VersionsUsedUp { get; } = new("templates.versions-used-up", FailureKind.Conflict,
        "This template has as many versions as one may have. Begin another template.",
        "Ce modèle a autant de versions qu'il peut en avoir. Commencez un autre modèle.");

    public static Failure OwnTemplate { get; } = new("templates.own", FailureKind.Forbidden,
        "You wrote this version: somebody else has to approve it.",
        "Vous avez rédigé cette version : quelqu'un d'autre doit l'approuver.");

    public static Failure NotNeutral { get; } = new("templates.not-neutral", FailureKind.Conflict,
        "The check found something in this version: see `findings`. Write a new version without it.",
        "La vérification a trouvé quelque chose dans cette version : voir `findings`. Rédigez une nouvelle version.");

    public static Failure ApprovedAlready { get; } = new("templates.approved-already", FailureKind.Conflict,
        "This version is approved already. Nothing is to be done.",
        "Cette version est déjà approuvée. Il n'y a rien à faire.");

    public static Failure Retired { get; } = new("templates.retired", FailureKind.Conflict,
        "This version is retired, and stays so. Write a new version.",
        "Cette version est retirée et le reste. Rédigez une nouvelle version.");

    public static Failure ChangedMeanwhile { get; } = new("templates.changed-meanwhile", FailureKind.Conflict,
        "Somebody changed this template at the same moment. Read it, and send your call again if it still applies.",
        "Quelqu'un a modifié ce modèle au même moment. Relisez-le et renvoyez votre appel s'il est encore utile.");

    public static Failure ChannelUnknown { get; } = new("templates.channel-unknown", FailureKind.Invalid,
        "`channel` is `email`, `sms` or `letter`, and one that this version has words for.",
        "`channel` vaut `email`, `sms` ou `letter`, parmi ceux pour lesquels cette version a des mots.");

    public static Failure NotRenderable { get; } = new("templates.not-renderable", FailureKind.Conflict,
        "This version cannot be filled in: see its findings `text.…`. Write a new version.",
        "Cette version ne peut pas être remplie : voir ses constats `text.…`. Rédigez une nouvelle version.");

    public static Failure TextInvalid(string path) => Field(path, "templates.text-invalid",
        $"`{path}` is required with a body of 1 to {MessageLimits.WrittenBody} characters and a subject of {MessageLimits.WrittenSubject} at most.",
        $"`{path}` est obligatoire, avec un corps de 1 à {MessageLimits.WrittenBody} caractères et un objet de {MessageLimits.WrittenSubject} au plus.");

    private static Failure Field(string path, string code, string english, string french) =>
        new(code, FailureKind.Invalid, english, french) { Field = path };
}
