using System.Collections.Immutable;

namespace Outreach.Core.Contacts;

/// <summary>What the ledger knows of one person in one campaign. Nothing that names the person, and nothing a doctor noted but that a row is closed.</summary>
public sealed record Contact
{
    /// <summary>A person of whom nothing is known: anybody may be granted them.</summary>
    public static Contact Unknown { get; } = new();

    public ImmutableArray<ContactClaim> Claims { get; init; } = [];

    /// <summary>Null unless an objection is in force (C11).</summary>
    public Objection? Objection { get; init; }

    /// <summary>Null unless the doctor who holds the person closed the row. No reason exists (C12).</summary>
    public ContactClosure? Closure { get; init; }

    /// <summary>What the register said since its last import; null when it said nothing.</summary>
    public RegisterUpdate? Update { get; init; }

    /// <summary>How often the person was or may be solicited: each doctor once, whatever the number of lists, and each wave once.</summary>
    public int Solicitations =>
        Claims.Count(claim => claim.Act.Side == ContactSide.Insurer)
        + Claims.Where(claim => claim.Act.Side == ContactSide.Practitioner).Select(claim => claim.Act.Holder).Distinct(StringComparer.Ordinal).Count();

    public ContactClaim? ClaimOf(ContactAct act) => Claims.FirstOrDefault(claim => claim.Act == act);

    /// <summary>Never the content, so that a stray interpolation tells nothing.</summary>
    public override string ToString() => "contact";
}

/// <summary>The right of one act to solicit a person.</summary>
/// <param name="SolicitedAt">When a message of a wave was handed over; null before, and for lists, whose record says when they were opened.</param>
public sealed record ContactClaim(ContactAct Act, DateTimeOffset ClaimedAt, DateTimeOffset? SolicitedAt = null);

/// <summary>Who recorded an objection.</summary>
public enum ObjectionOrigin
{
    /// <summary>The person, by the link in a message.</summary>
    Person,

    /// <summary>An agent of the insurer, on the person's behalf.</summary>
    Agent,
}

/// <param name="Receipt">Random, 32 hexadecimal digits: names the objection in the audit trail, where the person has no name.</param>
public sealed record Objection(string Receipt, DateTimeOffset At, ObjectionOrigin Origin);

/// <param name="Practitioner">Who closed it, and alone may undo that.</param>
public sealed record ContactClosure(string Practitioner, DateTimeOffset At);

/// <summary>The register's latest word about a person, newer than the import it updates.</summary>
/// <param name="Generation">Of the last import begun before it, complete or not; one begun later speaks for itself.</param>
/// <param name="Eligible">Alive, not vaccinated, without objection in the register.</param>
/// <param name="Practitioners">Opaque names of the treating doctors now.</param>
public sealed record RegisterUpdate(int Generation, bool Eligible, ImmutableArray<string> Practitioners);
