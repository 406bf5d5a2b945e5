using Outreach.Core.Lists;
using Outreach.Core.Register;

namespace Outreach.Core.Contacts;

/// <summary>Finds the person behind a row's reference. Nothing that leads from one to the other is stored: references of the doctor's own patients are computed anew.</summary>
public sealed class RowFinder(IRegister register, IContactLedger contacts)
{
    /// <summary>The person, if the row is one of this list's that may be shown now, closed or not. Null for every other, after the same reads.</summary>
    /// <remarks>Who left the doctor, objected, was vaccinated or died is not the doctor's to close: such a row is withdrawn, and is not told apart from one that never was.</remarks>
    public async Task<PatientRef?> FindAsync(ListRecord record, ContactBook book, string rowText, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(book);
        RegisterEntry? found = null;
        await foreach (RegisterEntry entry in register.ReadPatientsAsync(record.Campaign, book.Secret, record.Practitioner, cancellationToken))
        {
            if (string.Equals(book.Secret.For(record.Id, entry.Ref).ToString(), rowText, StringComparison.Ordinal))
            {
                found = entry;
            }
        }

        // Nobody is looked up as somebody is: the answer takes as long.
        PatientRef person = found?.Ref ?? new PatientRef(RandomId.Create());
        Contact contact = await contacts.FindAsync(book, person, cancellationToken);
        var act = ContactAct.For(record.Practitioner, record.Id);
        return found is { IsEligible: true } && contact.ClaimOf(act) is not null && !ContactTransitions.IsWithdrawn(contact, act, book.Generation)
            ? person
            : null;
    }
}
