using System.Globalization;
using Outreach.Core;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Benchmarks;

/// <summary>People without a treating doctor who do not exist: the same ones however often they are asked for, and never in memory.</summary>
/// <remarks>
/// Of a hundred, 64 are vaccinated (as on 7 July 2021), one has died, one has objected in the register, and three are in the contact ledger: by an earlier wave, or by an
/// objection. Half have an e-mail address, a third of the others a telephone alone, the rest a postal address.
/// </remarks>
internal sealed class SelectionPeople(int count)
{
    private const int Seed = 2021;

    public static IReadOnlyList<string> Departments { get; } = [.. Core.Register.Departments.All.Order(StringComparer.Ordinal)];

    public int Count => count;

    /// <summary>The ledger holds others as well: people of doctors' lists, one for every six of these.</summary>
    public int Others => count / 6;

    public IEnumerable<(InsuredPerson Person, Contact? Contact)> All()
    {
        var random = new Random(Seed);
        for (int i = 0; i < count; i++)
        {
            yield return (Person(i, random), random.Next(100) < 3 ? ContactOf(random) : null);
        }
    }

    private static InsuredPerson Person(int number, Random random)
    {
        string body = string.Create(CultureInfo.InvariantCulture, $"1{30 + (number / 1_000_000):00}0775{number % 1_000_000:000000}");
        int status = random.Next(100), channel = random.Next(6);
        return new InsuredPerson
        {
            Id = new PatientId(InsSystem.Demo, body + NirNumber.KeyOf(body)),
            FamilyName = "SYNTHETIQUE",
            GivenName = "Marie-Thérèse",
            BirthDate = new DateOnly(1930 + (number % 70), 1 + (number % 12), 1 + (number % 28)),
            Phone = channel is 0 or 1 or 3 ? string.Create(CultureInfo.InvariantCulture, $"+33199{number % 1_000_000:000000}") : "",
            Email = channel < 3 ? string.Create(CultureInfo.InvariantCulture, $"person{number}@example.org") : "",
            Street = string.Create(CultureInfo.InvariantCulture, $"{1 + (number % 199)} rue de l'Exemple"),
            PostalCode = "75013",
            City = "Paris",
            Department = Departments[number % Departments.Count],
            Vaccinated = status < 64,
            Deceased = status == 64,
            Objected = status == 65,
        };
    }

    private static Contact ContactOf(Random random) => random.Next(2) == 0
        ? new Contact { Claims = [new ContactClaim(ContactAct.ForWave(new string('e', 32)), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)] }
        : new Contact { Objection = new Objection(RandomId.Create(), DateTimeOffset.UnixEpoch, ObjectionOrigin.Person) };
}
