namespace Outreach.Core.Lists;

/// <summary>What a doctor may be told about list requests and lists.</summary>
public static class Failures
{
    /// <summary>Missing, foreign, and never existed look the same: one body.</summary>
    public static Failure NotFound { get; } = new("lists.not-found", FailureKind.NotFound,
        "There is no such list for you. Check the address, or ask for a new list.",
        "Aucune liste de ce nom pour vous. Vérifiez l'adresse ou demandez une nouvelle liste.");

    /// <summary>Expired and deleted are told apart, each with its date.</summary>
    public static Failure Gone(ListEnd end) => new("lists.gone", FailureKind.Gone,
        "This list is over: it was deleted, its time ended, or the campaign closed. Ask for a new list if the campaign is still open.",
        "Cette liste n'existe plus : elle a été supprimée, son délai est passé ou la campagne est close. Demandez une nouvelle liste si la campagne est ouverte.")
    { End = end };

    public static Failure PreparationFailed { get; } = new("lists.preparation-failed", FailureKind.Gone,
        "The list could not be prepared, and nothing of it was kept. Ask again; this request is not counted.",
        "La liste n'a pas pu être préparée et rien n'en a été conservé. Refaites la demande ; celle-ci n'est pas comptée.");

    public static Failure CampaignNotFound { get; } = new("campaigns.not-found", FailureKind.NotFound,
        "There is no such campaign. Check the address.",
        "Cette campagne n'existe pas. Vérifiez l'adresse.");

    public static Failure CampaignNotOpen { get; } = new("campaigns.not-open", FailureKind.Conflict,
        "The campaign is not open: lists can be asked for only between its start and its end.",
        "La campagne n'est pas ouverte : une liste ne peut être demandée qu'entre son début et sa fin.");

    public static Failure RegisterNotLoaded { get; } = new("register.not-loaded", FailureKind.Conflict,
        "The register of this campaign is not loaded yet. Ask again later.",
        "Le fichier des assurés de cette campagne n'est pas encore chargé. Refaites la demande plus tard.");

    public static Failure NecessityMissing { get; } = new("lists.necessity-missing", FailureKind.Invalid,
        "State why the list is necessary: `necessity.code` is required.",
        "Indiquez pourquoi la liste est nécessaire : `necessity.code` est obligatoire.")
    { Field = "$.necessity.code" };

    public static Failure NecessityNotAccepted(IEnumerable<string> accepted) => new("lists.necessity-not-accepted", FailureKind.Invalid,
        $"This necessity is not accepted by the campaign. Use one of: {string.Join(", ", accepted)}.",
        $"Ce motif n'est pas admis par la campagne. Utilisez l'un de : {string.Join(", ", accepted)}.")
    { Field = "$.necessity.code" };

    public static Failure CommentTooLong { get; } = new("lists.comment-too-long", FailureKind.Invalid,
        "`necessity.comment` holds 500 characters at most.",
        "`necessity.comment` est limité à 500 caractères.")
    { Field = "$.necessity.comment" };

    public static Failure DeliveryKeyMissing { get; } = new("lists.delivery-key-missing", FailureKind.Invalid,
        "`deliveryKey` is required: the public half (JWK) of a P-256 key pair that you keep.",
        "`deliveryKey` est obligatoire : la partie publique (JWK) d'une paire de clés P-256 que vous conservez.")
    { Field = "$.deliveryKey" };

    public static Failure DeliveryKeyInvalid { get; } = new("lists.delivery-key-invalid", FailureKind.Invalid,
        "`deliveryKey` is not a public JWK of a P-256 key: give kty \"EC\", crv \"P-256\", x and y (base64url, 32 bytes each, a point of the curve).",
        "`deliveryKey` n'est pas un JWK public P-256 : donnez kty \"EC\", crv \"P-256\", x et y (base64url, 32 octets chacun, un point de la courbe).")
    { Field = "$.deliveryKey" };

    public static Failure DeliveryKeyPrivate { get; } = new("lists.delivery-key-private", FailureKind.Invalid,
        "`deliveryKey` holds a private key. It was not stored. Make a new key pair and send its public half only.",
        "`deliveryKey` contient une clé privée. Elle n'a pas été conservée. Créez une nouvelle paire et n'envoyez que la partie publique.")
    { Field = "$.deliveryKey" };

    public static Failure NotifyEmailInvalid { get; } = new("lists.notify-email-invalid", FailureKind.Invalid,
        "`notify.email` is one mail address, without a name beside it, of 254 characters at most. Leave `notify` out if no reminder is wanted.",
        "`notify.email` est une seule adresse électronique, sans nom, de 254 caractères au plus. Omettez `notify` si aucun rappel n'est souhaité.")
    { Field = "$.notify.email" };

    public static Failure NotifyLanguageUnknown { get; } = new("lists.notify-language-unknown", FailureKind.Invalid,
        "`notify.language` is \"fr\" or \"en\", or left out.",
        "`notify.language` vaut \"fr\" ou \"en\", ou est omis.")
    { Field = "$.notify.language" };

    /// <summary>Names the request: whoever lost the key, and with it everything that was kept beside it, could not delete the list otherwise.</summary>
    public static Failure AlreadyRequested(ListRequestId request) => new("lists.already-requested", FailureKind.Conflict,
        "You have a list in this campaign under another delivery key. Use it, or look up its request (`requestId`) and delete its list before asking for a new one.",
        "Vous avez déjà une liste dans cette campagne, sous une autre clé. Utilisez-la, ou consultez sa demande (`requestId`) et supprimez sa liste avant d'en demander une nouvelle.")
    { RequestId = request.Value };

    public static Failure RequestsUsedUp { get; } = new("lists.requests-used-up", FailureKind.TooMany,
        "You have made all the requests that this campaign allows. Ask the health insurer if you need the list once more.",
        "Vous avez fait toutes les demandes que cette campagne permet. Adressez-vous à l'assurance maladie si la liste vous est encore nécessaire.");

    public static Failure OpeningsUsedUp { get; } = new("lists.openings-used-up", FailureKind.Conflict,
        "This list was opened as often as the campaign allows. Delete it and ask for a new one.",
        "Cette liste a été ouverte autant de fois que la campagne le permet. Supprimez-la et demandez-en une nouvelle.");

    public static Failure Damaged { get; } = new("lists.damaged", FailureKind.Conflict,
        "The list is damaged or is not the one that was issued. Delete it and ask for a new one.",
        "La liste est endommagée ou n'est pas celle qui a été émise. Supprimez-la et demandez-en une nouvelle.");
}
