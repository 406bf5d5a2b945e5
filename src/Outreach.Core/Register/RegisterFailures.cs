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

    public static Failure FileTooLarge { get; } = new("register.file-too-large", FailureKind.TooLarge,
        "The file holds more bytes than one import may load. Raise the limit, or remove what is not of this campaign.",
        "Le fichier dépasse le nombre d'octets d'un import. Relevez la limite, ou retirez ce qui n'est pas de cette campagne.");

    public static Failure GzipDamaged { get; } = new("register.gzip-damaged", FailureKind.Invalid,
        "The gzip file is damaged, cut off, or more than one. Compress the extract again as one file and send it again.",
        "Le fichier gzip est endommagé, tronqué, ou en contient plusieurs. Compressez de nouveau l'extrait en un seul fichier et renvoyez-le.");

    public static Failure GzipTooDense { get; } = new("register.gzip-too-dense", FailureKind.TooLarge,
        "Decompressed, the file is far larger than a register would be. Send the extract itself, or raise the limit.",
        "Décompressé, le fichier est bien plus volumineux qu'un registre. Envoyez l'extrait lui-même, ou relevez la limite.");

    public static Failure TooManyDuplicates { get; } = new("register.too-many-duplicates", FailureKind.Invalid,
        "Too many lines are about people who stand more than once; the register stays as it is. Export one line a person.",
        "Trop de lignes concernent des personnes présentes plusieurs fois ; le registre reste inchangé. Exportez une ligne par personne.");

    public static Failure DigestMismatch { get; } = new("register.digest-mismatch", FailureKind.Invalid,
        "What arrived is not what `sha256` says. Send it again.",
        "Ce qui est arrivé ne correspond pas à `sha256`. Renvoyez-le.")
    { Field = "$.sha256" };

    public static Failure DigestMalformed { get; } = new("register.digest-malformed", FailureKind.Invalid,
        "`sha256` is 64 lower-case hexadecimal digits.",
        "`sha256` se compose de 64 chiffres hexadécimaux minuscules.")
    { Field = "$.sha256" };

    public static Failure ExtractNameInvalid { get; } = new("register.extract-name-invalid", FailureKind.Invalid,
        "An extract's name is 2 to 40 of a–z, 0–9 and '-', starting with a letter, with nine digits at most, not all in a row, then nothing, `.csv`, `.csv.gz` or `.gz`.",
        "Le nom d'un extrait compte 2 à 40 caractères a–z, 0–9 et « - », commence par une lettre, avec neuf chiffres au plus, non consécutifs, puis rien, `.csv`, `.csv.gz` ou `.gz`.")
    { Field = "$.extract" };

    public static Failure KindUnknown { get; } = new("register.import-kind-unknown", FailureKind.Invalid,
        "`kind` is `full` or `delta`.",
        "`kind` vaut `full` ou `delta`.")
    { Field = "$.kind" };

    public static Failure PartNumberInvalid { get; } = new("register.part-number-invalid", FailureKind.Invalid,
        "Parts are numbered from 1 to 5000 without gaps.",
        "Les parties sont numérotées de 1 à 5000 sans lacune.");

    public static Failure PartEmpty { get; } = new("register.part-empty", FailureKind.Invalid,
        "The part is empty. Send its bytes as the body.",
        "La partie est vide. Envoyez ses octets comme corps de la requête.");

    public static Failure ExtractNotFound { get; } = new("register.extract-not-found", FailureKind.NotFound,
        "There is no such extract in the landing place. Send it first, or check its name.",
        "Il n'y a pas d'extrait de ce nom. Envoyez-le d'abord, ou vérifiez son nom.")
    { Field = "$.extract" };

    public static Failure PartsMissing { get; } = new("register.parts-missing", FailureKind.Conflict,
        "The extract does not have exactly the parts that `parts` says. Send those that are missing, from 1 on.",
        "L'extrait n'a pas exactement les parties qu'indique `parts`. Envoyez celles qui manquent, à partir de 1.")
    { Field = "$.parts" };

    public static Failure ExtractInUse { get; } = new("register.extract-in-use", FailureKind.Conflict,
        "An extract of this name is being imported. Wait for its end, or choose another name.",
        "Un extrait de ce nom est en cours d'import. Attendez la fin, ou choisissez un autre nom.");

    public static Failure ImportNotFound { get; } = new("register.import-not-found", FailureKind.NotFound,
        "There is no such import in this campaign. Check its id.",
        "Cette campagne n'a pas d'import de ce nom. Vérifiez son identifiant.");

    public static Failure ImportOver { get; } = new("register.import-over", FailureKind.Conflict,
        "The import has ended or is becoming the register at this moment: it cannot be cancelled any more.",
        "L'import est terminé, ou devient le registre à cet instant : il ne peut plus être annulé.");

    public static Failure ImportCancelled { get; } = new("register.import-cancelled", FailureKind.Conflict,
        "The import was cancelled; the register stays as it is.",
        "L'import a été annulé ; le registre reste inchangé.");

    public static Failure ImportFailed { get; } = new("register.import-failed", FailureKind.Unavailable,
        "The import could not be finished; the register stays as it is. Send the extract again.",
        "L'import n'a pu être achevé ; le registre reste inchangé. Renvoyez l'extrait.");

    public static Failure RejectedNotReady { get; } = new("register.rejected-not-ready", FailureKind.Conflict,
        "The report of rows is ready when the import has ended.",
        "Le rapport des lignes est prêt quand l'import est terminé.");

    public static Failure RejectedGone { get; } = new("register.rejected-gone", FailureKind.Gone,
        "The report of rows was destroyed, or there never was one.",
        "Le rapport des lignes a été détruit, ou n'a jamais existé.");

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
