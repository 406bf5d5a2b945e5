namespace Outreach.Core.ComplementaryOutreach;

/// <summary>What those who plan and decide on waves may be told.</summary>
public static class WaveFailures
{
    public static Failure NotFound { get; } = new("waves.not-found", FailureKind.NotFound,
        "There is no such wave in this campaign. Check the address.",
        "Cette campagne n'a pas de vague de ce nom. Vérifiez l'adresse.");

    public static Failure CampaignNotOpen { get; } = new("waves.campaign-not-open", FailureKind.Conflict,
        "The campaign is not open: nobody may be solicited in it. Wait until it opens, or plan in another one.",
        "La campagne n'est pas ouverte : personne ne peut y être sollicité. Attendez son ouverture, ou planifiez dans une autre.");

    public static Failure RegisterEmpty { get; } = new("waves.register-not-loaded", FailureKind.Conflict,
        "No register has been loaded for this campaign: there is nobody to select. Load an extract first.",
        "Aucun fichier n'a été chargé pour cette campagne : il n'y a personne à sélectionner. Chargez d'abord un extrait.");

    public static Failure OwnWave { get; } = new("waves.own-wave", FailureKind.Forbidden,
        "You planned this wave, or set the schedule that did: somebody else decides on it.",
        "Vous avez planifié cette vague, ou le calendrier qui l'a créée : une autre personne en décide.");

    public static Failure PreviewStale { get; } = new("waves.preview-stale", FailureKind.Conflict,
        "The preview is of an earlier register, or three days old. Have it made again, look at it, and approve then.",
        "L'aperçu porte sur un fichier antérieur, ou date de trois jours. Refaites-le, examinez-le, puis approuvez.");

    public static Failure PreviewChanged { get; } = new("waves.preview-changed", FailureKind.Conflict,
        "The wave was counted again since the preview that you name. Look at the new one, and approve that.",
        "La vague a été recomptée depuis l'aperçu que vous indiquez. Examinez le nouveau, et approuvez celui-ci.");

    public static Failure PreviewNotNamed { get; } = Field("$.countedAt", "waves.preview-not-named",
        "`countedAt` is required: of the preview that you looked at, as it was answered.",
        "`countedAt` est obligatoire : celui de l'aperçu que vous avez examiné, tel qu'il vous a été donné.");

    public static Failure OtherExists { get; } = new("waves.other-exists", FailureKind.Conflict,
        "You planned another wave under this `Idempotency-Key`. Choose a new key for a new wave.",
        "Vous avez planifié une autre vague sous cette `Idempotency-Key`. Choisissez une nouvelle clé pour une nouvelle vague.");

    public static Failure KeyMissing { get; } = new("waves.idempotency-key-missing", FailureKind.Invalid,
        "Send the header `Idempotency-Key`: 16 to 64 of A–Z, a–z, 0–9, `-` and `_`, random, the same for each repetition of this call.",
        "Envoyez l'en-tête `Idempotency-Key` : 16 à 64 caractères parmi A–Z, a–z, 0–9, `-` et `_`, aléatoire, le même à chaque répétition de cet appel.");

    public static Failure GroupUnknown { get; } = Field("$.group", "waves.group-unknown",
        "`group` is `WithoutPractitioner` or `WithPractitioner`.",
        "`group` vaut `WithoutPractitioner` ou `WithPractitioner`.");

    public static Failure ChannelsInvalid { get; } = Field("$.channels", "waves.channels-invalid",
        "`channels` holds one to three of `Email`, `Sms` and `Letter`, in order of preference, none twice.",
        "`channels` contient un à trois canaux parmi `Email`, `Sms` et `Letter`, par ordre de préférence, sans répétition.");

    public static Failure MostPeopleInvalid { get; } = Field("$.mostPeople", "waves.most-people-invalid",
        "`mostPeople` is a whole number from 1 to 10,000,000, or left out.",
        "`mostPeople` est un nombre entier de 1 à 10 000 000, ou est omis.");

    public static Failure TemplateMissing { get; } = Field("$.template", "waves.template-missing",
        "`template` is required: the id of a template of this campaign. `templateVersion` is one of its versions, or left out for the latest that is approved.",
        "`template` est obligatoire : l'identifiant d'un modèle de cette campagne. `templateVersion` est l'une de ses versions, ou est omis pour la dernière approuvée.");

    public static Failure TemplateUnknown { get; } = Field("$.template", "waves.template-unknown",
        "This campaign has no such template, or not in this version. Check the id.",
        "Cette campagne n'a pas ce modèle, ou pas dans cette version. Vérifiez l'identifiant.");

    public static Failure TemplateNotApproved { get; } = new("waves.template-not-approved", FailureKind.Conflict,
        "The template is not approved, or retired. Have a version approved, or choose another.",
        "Le modèle n'est pas approuvé, ou a été retiré. Faites approuver une version, ou choisissez-en une autre.")
    { Field = "$.template" };

    public static Failure TemplateLacksChannel { get; } = Field("$.channels", "waves.template-lacks-channel",
        "The template has no words for one of `channels`. Leave that channel out, or choose another template.",
        "Le modèle n'a pas de texte pour l'un des `channels`. Omettez ce canal, ou choisissez un autre modèle.");

    public static Failure DepartmentUnknown { get; } = Field("$.departments", "waves.department-unknown",
        "`departments` holds INSEE department codes (01 to 95, 2A, 2B, 971 to 978, 986 to 988, 99 for abroad), each once; leave it out for all.",
        "`departments` contient des codes INSEE de département (01 à 95, 2A, 2B, 971 à 978, 986 à 988, 99 pour l'étranger), une fois chacun ; omettez-le pour tous.");

    public static Failure ExceptionMissing { get; } = Field("$.exception", "waves.exception-missing",
        "People who have a treating doctor are solicited under an approved exception alone: give its id.",
        "Les personnes qui ont un médecin traitant ne sont sollicitées que sous une dérogation approuvée : donnez son identifiant.");

    public static Failure ExceptionNotNeeded { get; } = Field("$.exception", "waves.exception-not-needed",
        "People without a treating doctor need no exception. Leave `exception` out.",
        "Les personnes sans médecin traitant ne demandent pas de dérogation. Omettez `exception`.");

    public static Failure NotNow(WaveState state) => new("waves.not-now", FailureKind.Conflict,
        $"A wave in the state `{state}` cannot do this. Read it again to see how far it is.",
        $"Une vague dans l'état `{state}` ne le permet pas. Relisez-la pour savoir où elle en est.");

    private static Failure Field(string path, string code, string english, string french) =>
        new(code, FailureKind.Invalid, english, french) { Field = path };
}
