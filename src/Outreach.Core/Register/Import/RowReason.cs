namespace Outreach.Core.Register.Import;

/// <summary>Why a row was refused, or loaded with a remark.</summary>
/// <param name="Code">Stable; reports and scripts may rely on it.</param>
/// <param name="Column">The column it is about; empty when it is about the line.</param>
/// <param name="Sentence">What to correct in the extract. The same for every row: it never quotes a value.</param>
/// <param name="French">The same in French.</param>
/// <param name="Refuses">False for a remark: the row is loaded all the same.</param>
public sealed record RowReason(string Code, string Column, string Sentence, string French, bool Refuses = true)
{
    public static readonly RowReason LineTooLong = new("register.line-too-long", "",
        $"The line is longer than {ExtractStream.MaxLine} bytes.",
        $"La ligne dépasse {ExtractStream.MaxLine} octets.");
    public static readonly RowReason Quotes = new("register.quotes", "",
        "A quote is not closed on its line, or stands inside an unquoted field.",
        "Un guillemet n'est pas fermé sur sa ligne, ou figure dans un champ sans guillemets.");
    public static readonly RowReason FieldCount = new("register.field-count", "",
        "The row does not have as many fields as the header.",
        "La ligne n'a pas autant de champs que l'en-tête.");
    public static readonly RowReason ColumnMissing = new("register.column-missing", "",
        "The row lacks a column, or has null for one; empty stands for what is not known.",
        "Une colonne manque à la ligne ou vaut null ; laissez vide ce qui est inconnu.");
    public static readonly RowReason InsSystem = new("register.ins-system", ExtractColumns.InsSystem,
        "ins_system is not an INS object identifier (1.2.250.1.213.1.4.8 to .11).",
        "ins_system n'est pas un identifiant d'objet INS (1.2.250.1.213.1.4.8 à .11).");
    public static readonly RowReason TestIdentity = new("register.test-identity", ExtractColumns.InsSystem,
        "Test and demonstration identities (.10, .11) are refused here.",
        "Les identités de test et de démonstration (.10, .11) sont refusées ici.");
    public static readonly RowReason InsNumber = new("register.ins-number", ExtractColumns.InsNumber,
        "ins_number is not 13 characters and a two-digit key.",
        "ins_number ne compte pas 13 caractères et une clé de deux chiffres.");
    public static readonly RowReason InsKey = new("register.ins-key", ExtractColumns.InsNumber,
        "The key of ins_number does not match its first 13 characters.",
        "La clé de ins_number ne correspond pas à ses 13 premiers caractères.");
    public static readonly RowReason FamilyName = new("register.family-name", ExtractColumns.FamilyName,
        $"family_name is empty, longer than {ExtractRow.MaxText} characters, or holds control characters.",
        $"family_name est vide, dépasse {ExtractRow.MaxText} caractères ou contient des caractères de contrôle.");
    public static readonly RowReason GivenName = new("register.given-name", ExtractColumns.GivenName,
        $"given_name is empty, longer than {ExtractRow.MaxText} characters, or holds control characters.",
        $"given_name est vide, dépasse {ExtractRow.MaxText} caractères ou contient des caractères de contrôle.");
    public static readonly RowReason BirthDate = new("register.birth-date", ExtractColumns.BirthDate,
        "birth_date is not a past date written YYYY-MM-DD.",
        "birth_date n'est pas une date passée au format AAAA-MM-JJ.");
    public static readonly RowReason PostalCode = new("register.postal-code", ExtractColumns.PostalCode,
        "postal_code is neither empty nor five digits (free text is allowed for department 99).",
        "postal_code n'est ni vide ni composé de cinq chiffres (texte libre pour le département 99).");
    public static readonly RowReason City = new("register.city", ExtractColumns.City,
        $"city is longer than {ExtractRow.MaxText} characters or holds control characters.",
        $"city dépasse {ExtractRow.MaxText} caractères ou contient des caractères de contrôle.");
    public static readonly RowReason Street = new("register.street", ExtractColumns.Street,
        $"street is longer than {ExtractRow.MaxText} characters or holds control characters.",
        $"street dépasse {ExtractRow.MaxText} caractères ou contient des caractères de contrôle.");
    public static readonly RowReason Department = new("register.department", ExtractColumns.Department,
        "department is not an INSEE code (01 to 95, 2A, 2B, 971 to 988, 99), or is empty and the postal code tells none.",
        "department n'est pas un code INSEE (01 à 95, 2A, 2B, 971 à 988, 99), ou est vide sans que le code postal l'indique.");
    public static readonly RowReason TreatingDoctor = new("register.treating-doctor", ExtractColumns.TreatingDoctors,
        "treating_doctors is not a list of RPPS numbers separated by '|'.",
        "treating_doctors n'est pas une liste de numéros RPPS séparés par '|'.");
    public static readonly RowReason TreatingDoctorCount = new("register.treating-doctor-count", ExtractColumns.TreatingDoctors,
        $"treating_doctors names more than {ExtractRow.MaxDoctors} doctors.",
        $"treating_doctors nomme plus de {ExtractRow.MaxDoctors} médecins.");
    public static readonly RowReason Vaccinated = new("register.vaccinated", ExtractColumns.Vaccinated,
        "vaccinated is not 0, 1, true or false.",
        "vaccinated ne vaut ni 0, ni 1, ni true, ni false.");
    public static readonly RowReason Objected = new("register.objected", ExtractColumns.Objected,
        "objected is not 0, 1, true or false.",
        "objected ne vaut ni 0, ni 1, ni true, ni false.");
    public static readonly RowReason Deceased = new("register.deceased", ExtractColumns.Deceased,
        "deceased is not 0, 1, true or false.",
        "deceased ne vaut ni 0, ni 1, ni true, ni false.");
    public static readonly RowReason DuplicatePerson = new("register.duplicate-person", ExtractColumns.InsNumber,
        "The same person stands on several lines; none of them is loaded, because they may contradict each other.",
        "La même personne figure sur plusieurs lignes ; aucune n'est chargée, car elles peuvent se contredire.");

    public static readonly RowReason Phone = new("register.phone", ExtractColumns.Phone,
        "phone cannot be called; the person is loaded without it.",
        "phone ne peut être appelé ; la personne est chargée sans numéro.", Refuses: false);
    public static readonly RowReason Email = new("register.email", ExtractColumns.Email,
        "email is not one address of a mailbox; the person is loaded without it.",
        "email n'est pas une adresse de messagerie ; la personne est chargée sans adresse.", Refuses: false);
    public static readonly RowReason RppsCheckDigit = new("register.rpps-check-digit", ExtractColumns.TreatingDoctors,
        "The check digit of a treating doctor's RPPS does not hold; the person is loaded.",
        "La clé de contrôle d'un RPPS de treating_doctors est inexacte ; la personne est chargée.", Refuses: false);

    private static readonly Dictionary<string, RowReason> ByCode = new[]
    {
        LineTooLong, Quotes, FieldCount, ColumnMissing, InsSystem, TestIdentity, InsNumber, InsKey, FamilyName, GivenName, BirthDate, PostalCode, City, Street,
        Department, TreatingDoctor, TreatingDoctorCount, Vaccinated, Objected, Deceased, DuplicatePerson, Phone, Email, RppsCheckDigit,
    }.ToDictionary(reason => reason.Code, StringComparer.Ordinal);

    /// <summary>The reason that a report named.</summary>
    public static RowReason Parse(string code) => ByCode.TryGetValue(code, out RowReason? reason) ? reason : throw new FormatException("Not the code of a reason.");
}

/// <summary>One line of an extract and what is wrong with it.</summary>
/// <param name="Line">As an editor counts: the header is line 1.</param>
/// <param name="Reason">The first thing found wrong, or a remark.</param>
public readonly record struct RowFault(long Line, RowReason Reason);
