namespace Outreach.Core.Contacts;

/// <summary>The moves of a contact: the cap, objection and closure are decided here and nowhere else. Pure, so that every case can be tabled.</summary>
/// <remarks>
/// A person whom a doctor holds is never the insurer's in that campaign, whatever the cap: if the insurer were granted those whom the doctor did not reach,
/// it would learn who was reached or refused (C8, C12). For the same reason a doctor's own closure keeps nobody off that doctor's later lists, where the row comes
/// closed: the number of rows is known to the insurer. And a message waits while a doctor holds the person, closed or not.
/// </remarks>
public static class ContactTransitions
{
    /// <summary>How long a doctor may undo a closure.</summary>
    public static readonly TimeSpan UndoPeriod = TimeSpan.FromDays(1);

    public static ContactStep Next(Contact contact, ContactEvent happened, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return happened switch
        {
            ContactEvent.Claimed claimed => Claim(contact, claimed, now),
            ContactEvent.Released released => Release(contact, released),
            ContactEvent.Solicited solicited => Solicit(contact, solicited, now),
            ContactEvent.Objected objected => contact.Objection is null
                ? Done(contact with { Objection = objected.Objection })
                : Already(contact),
            ContactEvent.ObjectionWithdrawn withdrawn => contact.Objection is { } objection && (withdrawn.Receipt ?? objection.Receipt) == objection.Receipt
                ? Done(contact with { Objection = null })
                : Already(contact),
            ContactEvent.Closed closed => Close(contact, closed.Practitioner, now),
            ContactEvent.Reopened reopened => Reopen(contact, reopened.Practitioner, now),
            ContactEvent.Updated updated => Update(contact, updated.Update),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened?.GetType().Name, "No such event."),
        };
    }

    /// <summary>Whether nobody may solicit the person for this act now, whoever holds the claim.</summary>
    /// <param name="generation">Of the import that is in force.</param>
    public static bool IsBarred(Contact contact, ContactAct act, int generation)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return contact.Closure is not null || IsWithdrawn(contact, act, generation);
    }

    /// <summary>The same, a closure apart: that one is the doctor's word, all else is not to be told from each other.</summary>
    /// <param name="generation">Of the import that is in force.</param>
    public static bool IsWithdrawn(Contact contact, ContactAct act, int generation)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return contact.Objection is not null || (contact.Update is { } update && update.Generation >= generation && !Allows(update, act));
    }

    /// <summary>Whether a message to a person may go out now that was about to before, and is known not to have: the rule of <see cref="ContactEvent.Solicited"/>, asked again.</summary>
    /// <param name="generation">Of the import that is in force.</param>
    public static bool MayStillSolicit(Contact contact, ContactAct act, int generation)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return contact.ClaimOf(act) is not null && !IsBarred(contact, act, generation) && !IsTheDoctors(contact, act);
    }

    private static ContactStep Claim(Contact contact, ContactEvent.Claimed claimed, DateTimeOffset now)
    {
        if (IsWithdrawn(contact, claimed.Act, claimed.Generation) || IsClosedToOthers(contact, claimed.Act))
        {
            return Refused(contact);
        }

        if (contact.ClaimOf(claimed.Act) is not null)
        {
            return Already(contact);
        }

        return MayClaim(contact, claimed)
            ? Done(contact with { Claims = contact.Claims.Add(new ContactClaim(claimed.Act, now)) })
            : Refused(contact);
    }

    private static bool MayClaim(Contact contact, ContactEvent.Claimed claimed)
    {
        ContactClaim? doctor = contact.Claims.FirstOrDefault(claim => claim.Act.Side == ContactSide.Practitioner);
        return doctor is null
            ? contact.Solicitations < claimed.Cap
            : claimed.Act.Side == ContactSide.Practitioner && claimed.Act.Holder == doctor.Act.Holder;
    }

    /// <summary>What was solicited stays: it happened.</summary>
    private static ContactStep Release(Contact contact, ContactEvent.Released released) => contact.ClaimOf(released.Act) switch
    {
        null => Already(contact),
        { SolicitedAt: not null } when !released.Unsent => Refused(contact),
        { } claim => Done(contact with { Claims = contact.Claims.Remove(claim) }),
    };

    /// <summary>A doctor may have been granted the person since (<paramref name="solicited"/> of a wave, under a cap above 1): then the wave is refused whether the row is closed or not.</summary>
    private static ContactStep Solicit(Contact contact, ContactEvent.Solicited solicited, DateTimeOffset now) => contact.ClaimOf(solicited.Act) switch
    {
        { SolicitedAt: not null } => Already(contact),
        { } claim when MayStillSolicit(contact, solicited.Act, solicited.Generation) =>
            Done(contact with { Claims = contact.Claims.Replace(claim, claim with { SolicitedAt = now }) }),
        _ => Refused(contact),
    };

    private static ContactStep Close(Contact contact, string practitioner, DateTimeOffset now) => contact.Closure switch
    {
        { } closure when closure.Practitioner == practitioner => Already(contact),
        null when IsHeldBy(contact, practitioner) => Done(contact with { Closure = new ContactClosure(practitioner, now) }),
        _ => Refused(contact),
    };

    private static ContactStep Reopen(Contact contact, string practitioner, DateTimeOffset now) => contact.Closure switch
    {
        null when IsHeldBy(contact, practitioner) => Already(contact),
        { } closure when closure.Practitioner == practitioner && now - closure.At < UndoPeriod => Done(contact with { Closure = null }),
        _ => Refused(contact),
    };

    /// <summary>Of two updates the one of the later import stays; within one import the later word.</summary>
    private static ContactStep Update(Contact contact, RegisterUpdate update) => contact.Update switch
    {
        { } known when known.Generation > update.Generation => Refused(contact),
        { } known when known.Generation == update.Generation && known.Eligible == update.Eligible
            && known.Practitioners.SequenceEqual(update.Practitioners, StringComparer.Ordinal) => Already(contact),
        _ => Done(contact with { Update = update }),
    };

    /// <summary>A doctor must be a treating doctor now (C2). Whom the insurer may select is not the ledger's rule.</summary>
    private static bool Allows(RegisterUpdate update, ContactAct act) =>
        update.Eligible && (act.Side == ContactSide.Insurer || update.Practitioners.Contains(act.Holder));

    /// <summary>A row that its own doctor closed comes, closed, on that doctor's later lists.</summary>
    private static bool IsClosedToOthers(Contact contact, ContactAct act) =>
        contact.Closure is { } closure && (act.Side != ContactSide.Practitioner || closure.Practitioner != act.Holder);

    /// <summary>A message of the insurer's to somebody whom a doctor holds meanwhile: sending it to all but those who were closed would name these.</summary>
    private static bool IsTheDoctors(Contact contact, ContactAct act) =>
        act.Side == ContactSide.Insurer && contact.Claims.Any(claim => claim.Act.Side == ContactSide.Practitioner);

    private static bool IsHeldBy(Contact contact, string practitioner) =>
        contact.Claims.Any(claim => claim.Act.Side == ContactSide.Practitioner && claim.Act.Holder == practitioner);

    private static ContactStep Done(Contact contact) => new(contact, ContactAnswer.Done);

    private static ContactStep Already(Contact contact) => new(contact, ContactAnswer.Already);

    private static ContactStep Refused(Contact contact) => new(contact, ContactAnswer.Refused);
}
