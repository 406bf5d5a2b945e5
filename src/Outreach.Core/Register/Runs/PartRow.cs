using System.Text.Json.Serialization;
using Outreach.Core.Access;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>A good row as it stands in a part: with its line, and the doctors whose people are in that part.</summary>
internal sealed record PartRow(
    [property: JsonPropertyName("l")] long Line,
    [property: JsonPropertyName("s")] string System,
    [property: JsonPropertyName("n")] string Number,
    [property: JsonPropertyName("f")] string FamilyName,
    [property: JsonPropertyName("g")] string GivenName,
    [property: JsonPropertyName("b")] DateOnly BirthDate,
    [property: JsonPropertyName("t")] string Phone,
    [property: JsonPropertyName("e")] string Email,
    [property: JsonPropertyName("r")] string Street,
    [property: JsonPropertyName("z")] string PostalCode,
    [property: JsonPropertyName("c")] string City,
    [property: JsonPropertyName("d")] string Department,
    [property: JsonPropertyName("p")] IReadOnlyList<string> Practitioners,
    [property: JsonPropertyName("v")] bool Vaccinated,
    [property: JsonPropertyName("o")] bool Objected,
    [property: JsonPropertyName("x")] bool Deceased)
{
    public static PartRow From(long line, InsuredPerson person, IEnumerable<PractitionerRef> practitioners) => new(
        line, person.Id.System, person.Id.Number, person.FamilyName, person.GivenName, person.BirthDate, person.Phone, person.Email, person.Street,
        person.PostalCode, person.City, person.Department, [.. practitioners.Select(practitioner => practitioner.Value)], person.Vaccinated, person.Objected, person.Deceased);

    public RegisterPlacement ToPlacement() => new(
        new InsuredPerson
        {
            Id = new PatientId(System, Number),
            FamilyName = FamilyName,
            GivenName = GivenName,
            BirthDate = BirthDate,
            Phone = Phone,
            Email = Email,
            Street = Street,
            PostalCode = PostalCode,
            City = City,
            Department = Department,
            Vaccinated = Vaccinated,
            Objected = Objected,
            Deceased = Deceased,
        },
        [.. Practitioners.Select(practitioner => new PractitionerRef(practitioner))]);

    /// <summary>Neither name nor number.</summary>
    public override string ToString() => "part row";
}

/// <summary>Compiled JSON of the rows of parts.</summary>
[JsonSerializable(typeof(PartRow))]
internal sealed partial class PartRowJson : JsonSerializerContext;
