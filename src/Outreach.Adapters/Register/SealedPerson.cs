using System.Text.Json.Serialization;
using Outreach.Core.Register;

namespace Outreach.Adapters.Register;

/// <summary>A person inside an envelope. The names are a stored format: short, and never changed; what is empty, or was unknown when the row was written, is not there.</summary>
internal sealed record SealedPerson(
    [property: JsonPropertyName("s")] string System,
    [property: JsonPropertyName("n")] string Number,
    [property: JsonPropertyName("f")] string FamilyName,
    [property: JsonPropertyName("g")] string GivenName,
    [property: JsonPropertyName("b")] DateOnly BirthDate,
    [property: JsonPropertyName("t")] string Phone,
    [property: JsonPropertyName("z")] string PostalCode,
    [property: JsonPropertyName("c")] string City,
    [property: JsonPropertyName("d")] string Department,
    [property: JsonPropertyName("v")] bool Vaccinated,
    [property: JsonPropertyName("o")] bool Objected,
    [property: JsonPropertyName("x")] bool Deceased,
    [property: JsonPropertyName("e"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email = null,
    [property: JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Street = null)
{
    public static SealedPerson From(InsuredPerson person) => new(
        person.Id.System, person.Id.Number, person.FamilyName, person.GivenName, person.BirthDate, person.Phone,
        person.PostalCode, person.City, person.Department, person.Vaccinated, person.Objected, person.Deceased,
        person.Email.Length == 0 ? null : person.Email, person.Street.Length == 0 ? null : person.Street);

    public InsuredPerson ToPerson() => new()
    {
        Id = new PatientId(System, Number),
        FamilyName = FamilyName,
        GivenName = GivenName,
        BirthDate = BirthDate,
        Phone = Phone,
        PostalCode = PostalCode,
        City = City,
        Department = Department,
        Vaccinated = Vaccinated,
        Objected = Objected,
        Deceased = Deceased,
        Email = Email ?? "",
        Street = Street ?? "",
    };

    /// <summary>Neither name nor number.</summary>
    public override string ToString() => "sealed person";
}

/// <summary>Compiled JSON of the stored format: a list of a thousand people is read in one request.</summary>
[JsonSerializable(typeof(SealedPerson))]
internal sealed partial class SealedPersonJson : JsonSerializerContext;
