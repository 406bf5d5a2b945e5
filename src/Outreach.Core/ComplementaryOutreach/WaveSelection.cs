using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>What a selection says of a person. Names are a stored format.</summary>
public enum SelectionOutcome
{
    Selected,
    Deceased,
    Vaccinated,

    /// <summary>In the register. An objection made in this campaign is <see cref="NotAvailable"/>.</summary>
    Objected,

    /// <summary>Has a treating doctor now, and the wave is for people without one.</summary>
    HasPractitioner,

    /// <summary>Of a department the wave is not for.</summary>
    OtherDepartment,

    /// <summary>No channel of the wave reaches them.</summary>
    NoAddress,

    /// <summary>The contact ledger would not grant them: held, closed, objected, changed, or solicited before. Which of these is not told from another (C12).</summary>
    NotAvailable,
}

/// <summary>Whom a wave may solicit; pure, the same rule when it is counted and when it is sent.</summary>
public static class WaveSelection
{
    /// <param name="contact">What the ledger knows; a preview asks it, a run claims.</param>
    public static SelectionOutcome Judge(WavePlan plan, RegisterEntry entry, Contact contact, ContactBook book, ContactAct act, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(book);
        return entry.Person switch
        {
            { Deceased: true } => SelectionOutcome.Deceased,
            { Vaccinated: true } => SelectionOutcome.Vaccinated,
            { Objected: true } => SelectionOutcome.Objected,
            { Department: var department } when !plan.Departments.Contains(department, StringComparer.Ordinal) => SelectionOutcome.OtherDepartment,
            _ when plan.Group == WaveGroup.WithoutPractitioner && HasPractitionerNow(contact, book.Generation) => SelectionOutcome.HasPractitioner,
            { } person when ChannelFor(plan, person) is null => SelectionOutcome.NoAddress,
            _ when !ContactTransitions.Next(contact, new ContactEvent.Claimed(act, book.Cap, book.Generation), now).Succeeded => SelectionOutcome.NotAvailable,
            _ => SelectionOutcome.Selected,
        };
    }

    /// <summary>The first channel of the plan that reaches a person; null when none does.</summary>
    public static OutreachChannel? ChannelFor(WavePlan plan, InsuredPerson person)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(person);
        foreach (OutreachChannel channel in plan.Channels)
        {
            bool reaches = channel switch
            {
                OutreachChannel.Email => person.Email.Length > 0,
                OutreachChannel.Sms => person.Phone.Length > 0,
                OutreachChannel.Letter => person.Street.Length > 0 && person.PostalCode.Length > 0 && person.City.Length > 0,
            };
            if (reaches)
            {
                return channel;
            }
        }

        return null;
    }

    /// <summary>A person who moved may still stand among those without a doctor: the update's word is the later one.</summary>
    private static bool HasPractitionerNow(Contact contact, int generation) =>
        contact.Update is { } update && update.Generation >= generation && update.Practitioners.Length > 0;
}
