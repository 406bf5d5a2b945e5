using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Updates;

/// <summary>Puts people as they are now into the two places that must know: the contact ledger, which refuses and hides, and the register, which the next list reads.</summary>
public sealed class RegisterUpdateWriter(IContactLedger contacts, IRegisterWriter register, Pseudonyms pseudonyms)
{
    private const int ParallelCalls = 16;

    /// <remarks>
    /// The ledger comes first: whoever may not be contacted any more is safe before anybody new is found. Killed in between, a person is on no list too many; called
    /// again, on none too few.
    /// </remarks>
    internal async Task WriteAsync(ContactBook book, IReadOnlyList<ExtractRow> rows, CancellationToken cancellationToken)
    {
        RegisterPlacement[] people =
            [.. rows.Select(row => new RegisterPlacement(row.Person, [.. row.TreatingDoctors.Select(doctor => pseudonyms.For(book.Campaign, doctor))]))];
        ParallelOptions options = new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(people, options, async (placement, cancelled) =>
        {
            RegisterEntry entry = new(book.Secret.For(placement.Person.Id), placement.Person);
            RegisterUpdate update = new(book.Generation, entry.IsEligible, [.. placement.Practitioners.Select(practitioner => practitioner.Value)]);
            await contacts.ApplyAsync(book, entry.Ref, new ContactEvent.Updated(update), cancelled);
        });
        await register.UpdateAsync(book.Campaign, book.Secret, book.Generation, people, cancellationToken);
    }
}
