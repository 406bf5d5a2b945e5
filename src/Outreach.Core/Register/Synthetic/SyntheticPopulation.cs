using Outreach.Core.Access;

namespace Outreach.Core.Register.Synthetic;

/// <summary>Shape of a synthetic population; the defaults are the proportions of France in July 2021.</summary>
/// <param name="Doctors">Each has <see cref="PatientsPerDoctor"/> people of their own, and a few that others share with them.</param>
public sealed record SyntheticPopulation(IReadOnlyList<PractitionerId> Doctors)
{
    /// <summary>Same seed, same people.</summary>
    public int Seed { get; init; } = 2021;

    public int PatientsPerDoctor { get; init; } = 960;

    /// <summary>Exact, spread evenly over each doctor's people.</summary>
    public double UnvaccinatedRatio { get; init; } = 0.36;

    /// <summary>People who chose a second doctor as well (C15).</summary>
    public double JointRatio { get; init; } = 0.02;

    /// <summary>People without a treating doctor, as a part of everybody.</summary>
    public double WithoutDoctorRatio { get; init; } = 0.11;

    public double ObjectedRatio { get; init; } = 0.01;

    public double DeceasedRatio { get; init; } = 0.005;
}

/// <summary>A synthetic person and the doctors chosen.</summary>
public sealed record SyntheticPerson(InsuredPerson Person, IReadOnlyList<PractitionerId> TreatingDoctors)
{
    public override string ToString() => "synthetic person";
}
