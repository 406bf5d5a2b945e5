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

    private readonly (InsuredPerson Person, IReadOnlyList<PractitionerId> TreatingDoctors)[] _people;

    public SyntheticExtract(int patientsPerDoctor, int seed) => _people =
    [
        .. SyntheticPeople
            .Of(new SyntheticPopulation(_doctors) { PatientsPerDoctor = patientsPerDoctor, Seed = seed })
            .Select(synthetic => (synthetic.Person, synthetic.TreatingDoctors)),
    ];

    public int People => _people.Length;

    /// <param name="person">From 1; beyond the last it starts over.</param>
    public PatientId IdOf(int person) => _people[(Math.Max(person, 1) - 1) % _people.Length].Person.Id;

    /// <summary>How many the first doctor's list must have.</summary>
    public int OfFirstDoctor => _people.Count(row =>
        row.TreatingDoctors.Contains(_doctors[0]) && row.Person is { Vaccinated: false, Objected: false, Deceased: false });

    public async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.Create(file);
        await ExtractWriter.WriteAsync(stream, _people, cancellationToken);
    }
}
