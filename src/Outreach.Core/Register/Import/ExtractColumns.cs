namespace Outreach.Core.Register.Import;

/// <summary>The fixed columns of an extract, by version of the contract, in the order a reader expects to see them documented; any order is accepted.</summary>
/// <remarks>Nothing else may enter: no infection, test or medical data (C13).</remarks>
public static class ExtractColumns
{
    public const string InsSystem = "ins_system";
    public const string InsNumber = "ins_number";
    public const string FamilyName = "family_name";
    public const string GivenName = "given_name";
    public const string BirthDate = "birth_date";
    public const string Phone = "phone";
    public const string PostalCode = "postal_code";
    public const string City = "city";
    public const string Department = "department";
    public const string TreatingDoctors = "treating_doctors";
    public const string Vaccinated = "vaccinated";
    public const string Objected = "objected";
    public const string Deceased = "deceased";

    public const string Email = "email";
    public const string Street = "street";

    public static IReadOnlyList<string> Version1 { get; } =
    [
        InsSystem, InsNumber, FamilyName, GivenName, BirthDate, Phone, PostalCode, City, Department, TreatingDoctors, Vaccinated, Objected, Deceased,
    ];

    /// <summary>Where a message reaches a person comes with it.</summary>
    public static IReadOnlyList<string> Version2 { get; } = [.. Version1, Email, Street];

    /// <summary>Every column that any version has.</summary>
    public static IReadOnlyList<string> All => Version2;

    /// <summary>The version that somebody means who names these columns: one that names anything new means the new one.</summary>
    public static IReadOnlyList<string> VersionOf(IEnumerable<string> names) => names.Any(name => name is Email or Street) ? Version2 : Version1;
}
