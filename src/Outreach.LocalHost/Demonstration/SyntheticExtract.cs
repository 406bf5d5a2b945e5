using Outreach.Core.Access;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Synthetic;

namespace Outreach.LocalHost.Demonstration;

/// <summary>A register extract of people who do not exist, treated by the doctors of the development sign-in.</summary>
internal sealed class SyntheticExtract
{
    private readonly PractitionerId[] _doctors =
    [
        .. SignIn.SyntheticPerson.Doctors
            .Select(doctor => PractitionerId.TryParse(doctor.Rpps, out PractitionerId id) ? id : throw new FormatException("A test identity is malformed."))
            .Distinct(),
    ];

    private readonly SyntheticPerson[] _people;

    /// <param name="patientsPerDoctor">Of their own.</param>
    /// <param name="seed">The same seed gives the same people.</param>
    /// <param name="jointRatio">People with a second doctor; null for as many as there are in France.</param>
    public SyntheticExtract(int patientsPerDoctor, int seed, double? jointRatio = null)
    {
        var population = new SyntheticPopulation(_doctors) { PatientsPerDoctor = patientsPerDoctor, Seed = seed };
        _people = [.. SyntheticPeople.Of(population with { JointRatio = jointRatio ?? population.JointRatio })];
    }

    public int People => _people.Length;

    /// <param name="person">From 1; beyond the last it starts over.</param>
    public PatientId IdOf(int person) => _people[(Math.Max(person, 1) - 1) % _people.Length].Person.Id;

    /// <summary>Whom a doctor may inform, were there no other doctor.</summary>
    /// <param name="doctor">From 1, as in the development sign-in.</param>
    public IReadOnlyList<SyntheticPerson> EligibleOf(int doctor) =>
        [.. _people.Where(row => row.TreatingDoctors.Contains(_doctors[doctor - 1]) && row.Person is { Vaccinated: false, Objected: false, Deceased: false })];

    public async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.Create(file);
        await ExtractWriter.WriteAsync(stream, _people.Select(row => (row.Person, row.TreatingDoctors)), cancellationToken);
    }
}
