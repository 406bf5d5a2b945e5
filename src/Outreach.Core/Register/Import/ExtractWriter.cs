using CsvHelper;
using Outreach.Core.Access;

namespace Outreach.Core.Register.Import;

/// <summary>Writes an extract as <see cref="RegisterImportHandler"/> reads it: UTF-8, semicolons, the latest version.</summary>
public static class ExtractWriter
{
    public static async Task WriteAsync(
        Stream file, IEnumerable<(InsuredPerson Person, IReadOnlyList<PractitionerId> TreatingDoctors)> rows, CancellationToken cancellationToken)
    {
        await using var writer = CsvWriter.Create(file, new CsvWriterOptions { Separator = ';' }, leaveOpen: true);
        await writer.WriteRecordAsync([.. ExtractColumns.All], cancellationToken);
        foreach ((InsuredPerson person, IReadOnlyList<PractitionerId> doctors) in rows)
        {
            await writer.WriteRecordAsync([.. Fields(person, doctors)], cancellationToken);
        }

        await writer.FlushAsync(cancellationToken);
    }

    /// <summary>A person's fields, in the order of <see cref="ExtractColumns.All"/>.</summary>
    public static IReadOnlyList<string> Fields(InsuredPerson person, IReadOnlyList<PractitionerId> doctors) =>
    [
        person.Id.System,
        person.Id.Number,
        person.FamilyName,
        person.GivenName,
        person.BirthDate.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        person.Phone,
        person.PostalCode,
        person.City,
        person.Department,
        string.Join('|', doctors.Select(doctor => doctor.Value[1..])),
        Flag(person.Vaccinated),
        Flag(person.Objected),
        Flag(person.Deceased),
        person.Email,
        person.Street,
    ];

    private static string Flag(bool value) => value ? "1" : "0";
}
