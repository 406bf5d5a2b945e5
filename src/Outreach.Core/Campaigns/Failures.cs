namespace Outreach.Core.Campaigns;

/// <summary>What the insurer may be told about campaigns.</summary>
public static class Failures
{
    public static Failure NotFound => Lists.Failures.CampaignNotFound;

    public static Failure IdInvalid { get; } = Field("$.id", "campaigns.id-invalid",
        "`id` is 3 to 40 of a–z, 0–9 and `-`, starts with a letter, and holds no nine digits in a row.",
        "`id` compte 3 à 40 caractères parmi a–z, 0–9 et `-`, commence par une lettre et ne contient pas neuf chiffres de suite.");

    public static Failure TitleInvalid { get; } = Field("$.title", "campaigns.title-invalid",
        "`title` is required and holds 120 characters at most.",
        "`title` est obligatoire et limité à 120 caractères.");

    public static Failure PeriodInvalid { get; } = Field("$.endsAt", "campaigns.period-invalid",
        "`opensAt` and `endsAt` are required (RFC 3339); `endsAt` is after `opensAt` and in the future; the period, and the time until it begins, are at most two years.",
        "`opensAt` et `endsAt` sont obligatoires (RFC 3339) ; `endsAt` suit `opensAt` et est dans le futur ; la période, et le délai avant son début, sont de deux ans au plus.");

    public static Failure ReasonsInvalid { get; } = Field("$.policy.acceptedReasons", "campaigns.reasons-invalid",
        "`acceptedReasons` holds 1 to 20 different codes of a–z, 0–9 and `-`, each 2 to 40 long and starting with a letter.",
        "`acceptedReasons` contient 1 à 20 codes différents de a–z, 0–9 et `-`, de 2 à 40 caractères, commençant par une lettre.");

    public static Failure OtherExists { get; } = new("campaigns.other-exists", FailureKind.Conflict,
        "There is another campaign of this id, with other content. Choose another id.",
        "Une autre campagne porte déjà cet identifiant, avec un autre contenu. Choisissez un autre identifiant.");

    public static Failure KeyUnusable { get; } = new("campaigns.key-unusable", FailureKind.Conflict,
        "The vault holds a key of this campaign's name that cannot be used any more. Choose another id.",
        "Le coffre contient, sous le nom de cette campagne, une clé qui n'est plus utilisable. Choisissez un autre identifiant.");

    public static Failure NumberInvalid(string name, int from, int to) => Field($"$.policy.{name}", "campaigns.policy-invalid",
        $"`{name}` is a whole number from {from} to {to}.",
        $"`{name}` est un nombre entier de {from} à {to}.");

    private static Failure Field(string path, string code, string english, string french) =>
        new(code, FailureKind.Invalid, english, french) { Field = path };
}
