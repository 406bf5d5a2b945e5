namespace Outreach.Core.Register;

/// <summary>Why an extract is refused as a whole; nothing of it is loaded then.</summary>
public static class RegisterFailures
{
    public static Failure NotUtf8 { get; } = new("register.encoding", FailureKind.Invalid,
        "The file is not valid UTF-8. Export it again as UTF-8.",
        "Le fichier n'est pas en UTF-8 valide. Exportez-le de nouveau en UTF-8.");

    public static Failure Empty { get; } = new("register.file-empty", FailureKind.Invalid,
        "The file is empty.",
        "Le fichier est vide.");

    public static Failure HeaderMissing { get; } = new("register.header-missing", FailureKind.Invalid,
        "The first line is not the header of an extract. The columns are described in docs/formats.md.",
        "La première ligne n'est pas l'en-tête d'un extrait. Les colonnes sont décrites dans docs/formats.md.");

    public static Failure TooManyRows { get; } = new("register.too-many-rows", FailureKind.TooLarge,
        "The file has more rows than one import may load. Raise the limit, or remove what is not of this campaign.",
        "Le fichier dépasse le nombre de lignes d'un import. Relevez la limite, ou retirez ce qui n'est pas de cette campagne.");

    public static Failure NoGoodRow { get; } = new("register.no-good-row", FailureKind.Invalid,
        "No row can be loaded; the register stays as it is.",
        "Aucune ligne ne peut être chargée ; le registre reste inchangé.");

    public static Failure FileChanged { get; } = new("register.file-changed", FailureKind.Conflict,
        "The file changed while it was being loaded; the register stays as it is. Run the import again.",
        "Le fichier a changé pendant le chargement ; le registre reste inchangé. Relancez l'import.");

    public static Failure Superseded { get; } = new("register.import-superseded", FailureKind.Conflict,
        "Another import of this campaign was started meanwhile; this one was dropped.",
        "Un autre import de cette campagne a été lancé entre-temps ; celui-ci est abandonné.");

    public static Failure UpdatesMissing { get; } = new("register.updates-missing", FailureKind.Invalid,
        "Send at least one person in `people`.",
        "Envoyez au moins une personne dans `people`.")
    { Field = "$.people" };

    public static Failure TooManyUpdates { get; } = new("register.too-many-updates", FailureKind.TooLarge,
        "One call takes 500 people at most; nothing was changed. Send the others in further calls.",
        "Un appel accepte 500 personnes au plus ; rien n'a été modifié. Envoyez les autres par d'autres appels.")
    { Field = "$.people" };

    public static Failure LoadedMeanwhile { get; } = new("register.loaded-meanwhile", FailureKind.Conflict,
        "An import of this campaign was begun or completed meanwhile and may put these people aside. Send them again.",
        "Un import de cette campagne a débuté ou s'est achevé entre-temps et peut écarter ces personnes. Renvoyez-les.");

    public static Failure ColumnsUnknown(IEnumerable<string> columns) => new("register.column-unknown", FailureKind.Invalid,
        $"Unknown columns: {string.Join(", ", columns)}. Remove them: only the columns described in docs/formats.md may enter.",
        $"Colonnes inconnues : {string.Join(", ", columns)}. Retirez-les : seules les colonnes décrites dans docs/formats.md sont admises.");

    public static Failure ColumnsMissing(IEnumerable<string> columns) => new("register.column-missing", FailureKind.Invalid,
        $"Missing columns: {string.Join(", ", columns)}. Add them, empty where nothing is known.",
        $"Colonnes absentes : {string.Join(", ", columns)}. Ajoutez-les, vides si la valeur est inconnue.");

    public static Failure ColumnsRepeated(IEnumerable<string> columns) => new("register.column-repeated", FailureKind.Invalid,
        $"Columns that stand twice: {string.Join(", ", columns)}. Keep one of each.",
        $"Colonnes en double : {string.Join(", ", columns)}. N'en gardez qu'une.");
}
