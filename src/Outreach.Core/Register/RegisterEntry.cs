namespace Outreach.Core.Register;

/// <summary>One insured person as the register holds them for a campaign. No infection, test or medical data exists here (C13).</summary>
public sealed record RegisterEntry(PatientRef Ref, InsuredPerson Person)
{
    /// <summary>Whether the person may be on a list now: alive, not vaccinated, without objection.</summary>
    public bool IsEligible => Person is { Vaccinated: false, Objected: false, Deceased: false };

    public override string ToString() => Ref.Value;
}

/// <summary>The fixed columns of a person in an extract.</summary>
public sealed record InsuredPerson
{
    public required PatientId Id { get; init; }

    public required string FamilyName { get; init; }

    public required string GivenName { get; init; }

    public required DateOnly BirthDate { get; init; }

    /// <summary>E.164, or empty.</summary>
    public string Phone { get; init; } = "";

    /// <summary>One address of a mailbox, or empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>Number and street, as an envelope has them; or empty.</summary>
    public string Street { get; init; } = "";

    public string PostalCode { get; init; } = "";

    public string City { get; init; } = "";

    /// <summary>INSEE department code: 01–95, 2A, 2B, 971–988, 99.</summary>
    public required string Department { get; init; }

    public bool Vaccinated { get; init; }

    public bool Objected { get; init; }

    public bool Deceased { get; init; }

    /// <summary>Never the person, so that a stray interpolation cannot put one in a log.</summary>
    public override string ToString() => "insured person";
}
