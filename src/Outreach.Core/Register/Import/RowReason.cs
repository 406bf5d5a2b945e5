namespace Outreach.Core.Register.Import;

/// <summary>Why a row was refused, or loaded with a remark.</summary>
/// <param name="Code">Stable; reports and scripts may rely on it.</param>
/// <param name="Sentence">What to correct in the extract. The same for every row: it never quotes a value.</param>
/// <param name="Refuses">False for a remark: the row is loaded all the same.</param>
public sealed record RowReason(string Code, string Sentence, bool Refuses = true)
{
    public static readonly RowReason LineTooLong = new("register.line-too-long", $"The line is longer than {ExtractStream.MaxLine} bytes.");
    public static readonly RowReason Quotes = new("register.quotes", "A quote is not closed on its line, or stands inside an unquoted field.");
    public static readonly RowReason FieldCount = new("register.field-count", "The row does not have as many fields as the header.");
    public static readonly RowReason ColumnMissing = new("register.column-missing", "The row lacks a column, or has null for one; empty stands for what is not known.");
    public static readonly RowReason InsSystem = new("register.ins-system", "ins_system is not an INS object identifier (1.2.250.1.213.1.4.8 to .11).");
    public static readonly RowReason TestIdentity = new("register.test-identity", "Test and demonstration identities (.10, .11) are refused here.");
    public static readonly RowReason InsNumber = new("register.ins-number", "ins_number is not 13 characters and a two-digit key.");
    public static readonly RowReason InsKey = new("register.ins-key", "The key of ins_number does not match its first 13 characters.");
    public static readonly RowReason FamilyName = new("register.family-name", $"family_name is empty, longer than {ExtractRow.MaxText} characters, or holds control characters.");
    public static readonly RowReason GivenName = new("register.given-name", $"given_name is empty, longer than {ExtractRow.MaxText} characters, or holds control characters.");
    public static readonly RowReason BirthDate = new("register.birth-date", "birth_date is not a past date written YYYY-MM-DD.");
    public static readonly RowReason PostalCode = new("register.postal-code", "postal_code is neither empty nor five digits (free text is allowed for department 99).");
    public static readonly RowReason City = new("register.city", $"city is longer than {ExtractRow.MaxText} characters or holds control characters.");
    public static readonly RowReason Department = new("register.department", "department is not an INSEE code (01 to 95, 2A, 2B, 971 to 988, 99), or is empty and the postal code tells none.");
    public static readonly RowReason TreatingDoctor = new("register.treating-doctor", "treating_doctors is not a list of RPPS numbers separated by '|'.");
    public static readonly RowReason TreatingDoctorCount = new("register.treating-doctor-count", $"treating_doctors names more than {ExtractRow.MaxDoctors} doctors.");
    public static readonly RowReason Vaccinated = new("register.vaccinated", "vaccinated is not 0, 1, true or false.");
    public static readonly RowReason Objected = new("register.objected", "objected is not 0, 1, true or false.");
    public static readonly RowReason Deceased = new("register.deceased", "deceased is not 0, 1, true or false.");
    public static readonly RowReason DuplicatePerson = new("register.duplicate-person", "The same person stands on several lines; none of them is loaded, because they may contradict each other.");

    public static readonly RowReason Phone = new("register.phone", "phone cannot be called; the person is loaded without it.", Refuses: false);
    public static readonly RowReason RppsCheckDigit = new("register.rpps-check-digit", "The check digit of a treating doctor's RPPS does not hold; the person is loaded.", Refuses: false);
}

/// <summary>One line of an extract and what is wrong with it.</summary>
/// <param name="Line">As an editor counts: the header is line 1.</param>
/// <param name="Reason">The first thing found wrong, or a remark.</param>
public readonly record struct RowFault(long Line, RowReason Reason);
