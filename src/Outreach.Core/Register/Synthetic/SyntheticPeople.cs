using System.Globalization;
using Outreach.Core.Access;

namespace Outreach.Core.Register.Synthetic;

/// <summary>People who do not exist, for tests and demonstrations: INS DEMO identities with valid keys, telephone numbers that are reserved for fiction, mail addresses of a reserved domain.</summary>
/// <remarks>An import refuses them unless <see cref="RegisterPolicy.AcceptTestIdentities"/> is set: they cannot enter a production register by accident.</remarks>
public static class SyntheticPeople
{
    /// <summary>As many as one population may hold: each has a number of their own.</summary>
    public const int Most = 1_000_000;

    public static IEnumerable<SyntheticPerson> Of(SyntheticPopulation population)
    {
        ArgumentNullException.ThrowIfNull(population);
        int treated = population.Doctors.Count * population.PatientsPerDoctor;
        int untreated = (int)(treated * population.WithoutDoctorRatio / (1 - population.WithoutDoctorRatio));
        return treated + untreated <= Most
            ? Generate(population, treated, untreated)
            : throw new ArgumentOutOfRangeException(nameof(population), $"A population holds at most {Most} people.");
    }

    private static IEnumerable<SyntheticPerson> Generate(SyntheticPopulation population, int treated, int untreated)
    {
        Random random = new(population.Seed);
        for (int i = 0; i < treated + untreated; i++)
        {
            IReadOnlyList<PractitionerId> doctors = i < treated ? ChooseDoctors(population, i, random) : [];
            yield return new SyntheticPerson(Person(population, i, random), doctors);
        }
    }

    /// <remarks>Doctors take turns, so that an extract is in no doctor's order, as a real one is not.</remarks>
    private static List<PractitionerId> ChooseDoctors(SyntheticPopulation population, int index, Random random)
    {
        int count = population.Doctors.Count;
        int first = index % count;
        List<PractitionerId> doctors = [population.Doctors[first]];
        if (random.NextDouble() < population.JointRatio && count > 1)
        {
            doctors.Add(population.Doctors[(first + 1 + random.Next(count - 1)) % count]);
        }

        return doctors;
    }

    private static InsuredPerson Person(SyntheticPopulation population, int index, Random random)
    {
        bool isWoman = random.Next(2) == 0;
        DateOnly born = new DateOnly(1925, 1, 1).AddDays(random.Next(365 * 78));
        (string department, string postalCode, string city) = Pick(SyntheticVocabulary.Places, random);
        // From the index alone, so that a population of before has the people it had.
        string email = index % 3 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"person{index}@example.org");
        string street = string.Create(CultureInfo.InvariantCulture, $"{1 + (index % 199)} rue de l'Exemple");
        int turn = index / Math.Max(population.Doctors.Count, 1);
        return new InsuredPerson
        {
            Id = new PatientId(InsSystem.Demo, Number(isWoman, born, index, random)),
            FamilyName = Pick(SyntheticVocabulary.FamilyNames, random),
            GivenName = Pick(isWoman ? SyntheticVocabulary.WomensNames : SyntheticVocabulary.MensNames, random),
            BirthDate = born,
            Phone = random.Next(5) == 0 ? "" : $"+33199{random.Next(10_000).ToString("000000", CultureInfo.InvariantCulture)}",
            Email = email,
            Street = street,
            PostalCode = postalCode,
            City = city,
            Department = department,
            Vaccinated = Math.Floor((turn + 1) * population.UnvaccinatedRatio) <= Math.Floor(turn * population.UnvaccinatedRatio),
            Objected = random.NextDouble() < population.ObjectedRatio,
            Deceased = random.NextDouble() < population.DeceasedRatio,
        };
    }

    /// <remarks>Commune and order hold the index, mixed: no two people of a population share a number, wherever they were born.</remarks>
    private static string Number(bool isWoman, DateOnly born, int index, Random random)
    {
        // One in fifty has the month of an incomplete civil record.
        int month = random.Next(50) == 0 ? 20 + random.Next(11) : born.Month;
        string place = Pick(SyntheticVocabulary.BirthDepartments, random);
        string body = string.Create(
            CultureInfo.InvariantCulture, $"{(isWoman ? 2 : 1)}{born.Year % 100:00}{month:00}{place}{(index * 7919L) % 1_000_000:000000}");
        return body + NirNumber.KeyOf(body);
    }

    private static T Pick<T>(IReadOnlyList<T> choices, Random random) => choices[random.Next(choices.Count)];
}
