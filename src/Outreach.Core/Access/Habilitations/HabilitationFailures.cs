namespace Outreach.Core.Access.Habilitations;

/// <summary>What a granter may be told, and what an agent without a habilitation is told.</summary>
public static class HabilitationFailures
{
    /// <summary>None, not yet begun, expired, revoked, for another purpose: one answer.</summary>
    public static Failure Missing { get; } = new("access.habilitation-missing", FailureKind.Forbidden,
        "You are not habilitated for this at present. Ask whoever grants habilitations in your organisation for one, by name and for this purpose.",
        "Vous n'êtes pas habilité à cela actuellement. Demandez une habilitation nominative, pour cette finalité, à la personne qui les accorde dans votre organisme.");

    public static Failure SubjectInvalid { get; } = Field("$.subject", "habilitations.subject-invalid",
        "`subject` is required: the agent's object id, as Entra ID shows it, in 255 characters at most, without spaces.",
        "`subject` est obligatoire : l'identifiant d'objet de l'agent, tel qu'Entra ID l'affiche, en 255 caractères au plus, sans espaces.");

    public static Failure NameInvalid { get; } = Field("$.name", "habilitations.name-invalid",
        "`name` is required: the agent's name on one line, in 80 characters at most.",
        "`name` est obligatoire : le nom de l'agent, sur une ligne, en 80 caractères au plus.");

    public static Failure PurposesInvalid { get; } = Field("$.purposes", "habilitations.purposes-invalid",
        $"`purposes` holds one or more, each once, of {Purposes}.",
        $"`purposes` contient une ou plusieurs finalités, une fois chacune, parmi {Purposes}.");

    public static Failure PeriodInvalid { get; } = Field("$.until", "habilitations.period-invalid",
        "`from` is not past and at most 90 days ahead; `until` is after it, by 12 months at most. Both may be left out: from now, for 6 months.",
        "`from` n'est pas passé et vient dans 90 jours au plus ; `until` le suit, de 12 mois au plus. Les deux peuvent être omis : dès maintenant, pour 6 mois.");

    public static Failure OfOneself { get; } = new("habilitations.of-oneself", FailureKind.Forbidden,
        "Nobody habilitates themselves. Ask another person who may grant habilitations.",
        "Nul ne s'habilite soi-même. Adressez-vous à une autre personne qui peut accorder des habilitations.");

    public static Failure NotFound { get; } = new("habilitations.not-found", FailureKind.NotFound,
        "There is no such habilitation, or it ended so long ago that it was removed. Check the id.",
        "Cette habilitation n'existe pas, ou a pris fin depuis assez longtemps pour avoir été supprimée. Vérifiez l'identifiant.");

    public static Failure StateUnknown { get; } = new("habilitations.state-unknown", FailureKind.Invalid,
        $"`state` is one of {States}, or left out for all.",
        $"`state` est l'un de {States}, ou omis pour toutes.");

    public static Failure ContinuationInvalid { get; } = new("habilitations.continuation-invalid", FailureKind.Invalid,
        "`continuation` is what an earlier answer gave. Begin again without it.",
        "`continuation` est ce qu'une réponse précédente a donné. Recommencez sans ce paramètre.");

    private static string Purposes => string.Join(", ", Enum.GetNames<HabilitationPurpose>());

    private static string States => string.Join(", ", Enum.GetNames<HabilitationState>());

    private static Failure Field(string path, string code, string english, string french) =>
        new(code, FailureKind.Invalid, english, french) { Field = path };
}
