namespace Outreach.Core.Register.Import;

/// <summary>The fixed columns of an extract, in the order a reader expects to see them documented; any order is accepted.</summary>
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

    public static IReadOnlyList<string> All { get; } =
    [
        InsSystem, InsNumber, FamilyName, GivenName, BirthDate, Phone, PostalCode, City, Department, TreatingDoctors, Vaccinated, Objected, Deceased,
    ];
}
