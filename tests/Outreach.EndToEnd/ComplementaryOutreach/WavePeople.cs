using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Synthetic;
using Outreach.Testing.Register;

namespace Outreach.EndToEnd.ComplementaryOutreach;

/// <summary>Synthetic people of departments in which it is day, whatever the hour of the test: nobody is written to at night.</summary>
internal sealed class WavePeople
{
    /// <summary>What names begin with, for those who look for them.</summary>
    public const string FamilyName = "Canari-";
    public const string GivenName = "Prenom-";
    public const string City = "Ville-";

    private static readonly PaceRules Pace = new()
    {
        QuietFrom = new TimeOnly(22, 0),
        QuietUntil = new TimeOnly(7, 0),
        EmailsPerMinute = 100_000,
        LettersPerMinute = 100_000,
    };

    private WavePeople(IReadOnlyList<string> departments, IReadOnlyList<SyntheticPerson> all) => (Departments, All) = (departments, all);

    /// <summary>The shortest night and the greatest pace that a host can be given.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Outreach__Pace__QuietFrom"] = "22:00",
        ["Outreach__Pace__QuietUntil"] = "07:00",
        ["Outreach__Pace__EmailsPerMinute"] = "100000",
        ["Outreach__Pace__LettersPerMinute"] = "100000",
    };

    public IReadOnlyList<string> Departments { get; }

    public IReadOnlyList<SyntheticPerson> All { get; }

    /// <summary>Those whom a wave for people without a treating doctor may write to.</summary>
    public IReadOnlyList<SyntheticPerson> Selected =>
        [.. All.Where(person => person.TreatingDoctors.Count == 0 && person.Person is { Vaccinated: false, Objected: false, Deceased: false })];

    public static WavePeople Of(int patients, double withoutDoctor)
    {
        string[] departments = [.. Core.Register.Departments.All.Where(IsDay).Order(StringComparer.Ordinal).Take(4)];
        var population = new SyntheticPopulation([SamplePeople.Doctors[0]])
        {
            PatientsPerDoctor = patients,
            WithoutDoctorRatio = withoutDoctor,
            UnvaccinatedRatio = 0.9,
            ObjectedRatio = 0.05,
            DeceasedRatio = 0.05,
        };
        return new WavePeople(departments, [.. SyntheticPeople.Of(population).Select((person, index) => Named(person, index, departments[index % departments.Length]))]);
    }

    public async Task<byte[]> ExtractAsync()
    {
        using var file = new MemoryStream();
        await ExtractWriter.WriteAsync(file, All.Select(person => (person.Person, person.TreatingDoctors)), CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>Under names that are nobody else's, and in no text by chance.</summary>
    private static SyntheticPerson Named(SyntheticPerson person, int index, string department) => person with
    {
        Person = person.Person with
        {
            FamilyName = $"{FamilyName}{index}-né",
            GivenName = $"{GivenName}{index}-né",
            City = $"{City}{index}-née",
            PostalCode = "97490",
            Department = department,
        },
    };

    private static bool IsDay(string department)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return new QuietTimes(Pace).OpenFrom(OutreachChannel.Email, department, now, TimeSpan.FromMinutes(30)) == now;
    }
}
