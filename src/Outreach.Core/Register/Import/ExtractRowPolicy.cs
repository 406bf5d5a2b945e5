using System.Globalization;
using Outreach.Core.Access;
using Outreach.Core.Mail;

namespace Outreach.Core.Register.Import;

/// <summary>Judges the fields of a row: the first fault found refuses it.</summary>
internal sealed class ExtractRowPolicy(RegisterPolicy policy, DateOnly today)
{
    private static readonly DateOnly Earliest = new(1890, 1, 1);

    /// <param name="field">The text of a column; empty for one that the version of the extract does not have.</param>
    public (ExtractRow? Row, RowReason? Refusal) Judge(Func<string, string> field)
    {
        string Field(string column) => field(column).Trim();
        string system = Field(ExtractColumns.InsSystem);
        string number = Field(ExtractColumns.InsNumber).ToUpperInvariant();
        string familyName = Field(ExtractColumns.FamilyName);
        string givenName = Field(ExtractColumns.GivenName);
        string postalCode = Field(ExtractColumns.PostalCode);
        string city = Field(ExtractColumns.City);
        string street = Field(ExtractColumns.Street);
        string department = DepartmentOf(Field(ExtractColumns.Department), postalCode);
        bool dated = DateOnly.TryParseExact(Field(ExtractColumns.BirthDate), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly birthDate);
        bool? vaccinated = Flag(Field(ExtractColumns.Vaccinated));
        bool? objected = Flag(Field(ExtractColumns.Objected));
        bool? deceased = Flag(Field(ExtractColumns.Deceased));
        bool doctorsRead = TryReadDoctors(Field(ExtractColumns.TreatingDoctors), out IReadOnlyList<PractitionerId> doctors);

        RowReason? refusal =
            RefuseIdentity(system, number)
            ?? (IsText(familyName) ? null : RowReason.FamilyName)
            ?? (IsText(givenName) ? null : RowReason.GivenName)
            ?? (dated && birthDate >= Earliest && birthDate <= today ? null : RowReason.BirthDate)
            ?? (Departments.IsKnown(department) ? null : RowReason.Department)
            ?? (IsPostalCode(postalCode, department) ? null : RowReason.PostalCode)
            ?? (city.Length == 0 || IsText(city) ? null : RowReason.City)
            ?? (street.Length == 0 || IsText(street) ? null : RowReason.Street)
            ?? (doctorsRead ? null : RowReason.TreatingDoctor)
            ?? (doctors.Count <= ExtractRow.MaxDoctors ? null : RowReason.TreatingDoctorCount)
            ?? (vaccinated is null ? RowReason.Vaccinated : null)
            ?? (objected is null ? RowReason.Objected : null)
            ?? (deceased is null ? RowReason.Deceased : null);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        string phone = Field(ExtractColumns.Phone);
        string? callable = phone.Length == 0 ? "" : E164.Read(phone, department);
        string email = Field(ExtractColumns.Email);
        bool mailable = MailAddress.TryParse(email, out MailAddress address);
        InsuredPerson person = new()
        {
            Id = new PatientId(system, number),
            FamilyName = familyName.Normalize(),
            GivenName = givenName.Normalize(),
            BirthDate = birthDate,
            Phone = callable ?? "",
            Email = mailable ? address.Value : "",
            Street = street.Normalize(),
            PostalCode = postalCode,
            City = city.Normalize(),
            Department = department,
            Vaccinated = vaccinated.GetValueOrDefault(),
            Objected = objected.GetValueOrDefault(),
            Deceased = deceased.GetValueOrDefault(),
        };
        return (new ExtractRow(person, doctors, [.. Remarks(callable, email.Length == 0 || mailable, doctors)]), null);
    }

    private RowReason? RefuseIdentity(string system, string number) => (system, number) switch
    {
        _ when !InsSystem.IsKnown(system) => RowReason.InsSystem,
        _ when InsSystem.IsForTests(system) && !policy.AcceptTestIdentities => RowReason.TestIdentity,
        _ when !NirNumber.HasShape(number) => RowReason.InsNumber,
        _ when !NirNumber.HasValidKey(number) => RowReason.InsKey,
        _ => null,
    };

    private static IEnumerable<RowReason> Remarks(string? phone, bool mailed, IReadOnlyList<PractitionerId> doctors)
    {
        if (phone is null)
        {
            yield return RowReason.Phone;
        }

        if (!mailed)
        {
            yield return RowReason.Email;
        }

        if (!doctors.All(RppsCheckDigit.Holds))
        {
            yield return RowReason.RppsCheckDigit;
        }
    }

    private static string DepartmentOf(string stated, string postalCode) =>
        stated.Length > 0 ? stated.ToUpperInvariant() : Departments.FromPostalCode(postalCode) ?? "";

    private static bool IsPostalCode(string text, string department) =>
        text.Length == 0
        || (text.Length == 5 && text.All(char.IsAsciiDigit))
        || (department == Departments.Abroad && text.Length <= 16 && IsText(text));

    private static bool IsText(string text) => text.Length is > 0 and <= ExtractRow.MaxText && !text.Any(char.IsControl);

    private static bool? Flag(string text) => text switch
    {
        "1" => true,
        "0" => false,
        _ when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        _ when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };

    private static bool TryReadDoctors(string text, out IReadOnlyList<PractitionerId> doctors)
    {
        List<PractitionerId> read = [];
        doctors = read;
        foreach (string part in text.Length == 0 ? [] : text.Split('|', StringSplitOptions.TrimEntries))
        {
            if (!PractitionerId.TryParse(part, out PractitionerId doctor))
            {
                return false;
            }

            if (!read.Contains(doctor))
            {
                read.Add(doctor);
            }

            if (read.Count > ExtractRow.MaxDoctors)
            {
                // Enough to refuse the row: however many follow, they are not looked at.
                break;
            }
        }

        return true;
    }
}
