namespace Outreach.Core.Contacts;

/// <summary>What a person, or an agent on a person's behalf, may be told. Nothing depends on whom the register knows.</summary>
public static class ObjectionFailures
{
    /// <summary>Wrong, foreign, damaged, downgraded: one answer.</summary>
    public static Failure LinkInvalid { get; } = new("contacts.link-invalid", FailureKind.NotFound,
        "This link is not valid. Open it whole, as it stands in the message that you received.",
        "Ce lien n'est pas valable. Ouvrez-le en entier, tel qu'il figure dans le message que vous avez reçu.");

    public static Failure CampaignOver { get; } = new("contacts.campaign-over", FailureKind.Gone,
        "The campaign is over: nobody is contacted for it any more, and nothing about you can be read in it any more. There is nothing to do.",
        "La campagne est terminée : plus personne n'est contacté à ce titre et plus rien de ce qui vous concerne ne peut y être lu. Vous n'avez rien à faire.");

    public static Failure CampaignNotOpen { get; } = new("contacts.campaign-not-open", FailureKind.NotFound,
        "There is no open campaign of this name: nobody can be contacted for it. Check the name.",
        "Aucune campagne ouverte ne porte ce nom : personne ne peut être contacté à ce titre. Vérifiez le nom.");

    public static Failure SystemUnknown { get; } = Field("$.system", "contacts.system-unknown",
        "`system` is the object identifier of a national health identity: 1.2.250.1.213.1.4.8 (NIR) or 1.2.250.1.213.1.4.9 (NIA).",
        "`system` est l'identifiant d'objet d'une identité nationale de santé : 1.2.250.1.213.1.4.8 (NIR) ou 1.2.250.1.213.1.4.9 (NIA).");

    public static Failure NumberMalformed { get; } = Field("$.number", "contacts.number-malformed",
        "`number` has 15 characters: 13 of the number and two of its key, without spaces.",
        "`number` compte 15 caractères : 13 pour le numéro et deux pour sa clé, sans espaces.");

    public static Failure NumberKeyWrong { get; } = Field("$.number", "contacts.number-key-wrong",
        "The last two digits of `number` are not the key of the others. Read the number again.",
        "Les deux derniers chiffres de `number` ne sont pas la clé des autres. Relisez le numéro.");

    public static Failure BirthDateInvalid { get; } = Field("$.birthDate", "contacts.birth-date-invalid",
        "`birthDate` is required, written YYYY-MM-DD, and not in the future.",
        "`birthDate` est obligatoire, s'écrit AAAA-MM-JJ et n'est pas dans le futur.");

    public static Failure TooMany(int seconds) => new("contacts.too-many-objections", FailureKind.TooMany,
        "You recorded as many objections in this campaign as one agent may in an hour. Go on after the time that `Retry-After` gives.",
        "Vous avez enregistré dans cette campagne autant d'oppositions qu'un agent le peut en une heure. Reprenez après le délai indiqué par `Retry-After`.")
    {
        RetryAfter = TimeSpan.FromSeconds(seconds),
    };

    private static Failure Field(string path, string code, string english, string french) =>
        new(code, FailureKind.Invalid, english, french) { Field = path };
}
