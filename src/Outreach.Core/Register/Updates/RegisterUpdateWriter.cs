using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Updates;

/// <summary>Puts people as they are now into the two places that must know: the contact ledger, which refuses and hides, and the register, which the next list reads.</summary>
public sealed class RegisterUpdateWriter(IContactLedger contacts, IRegisterWriter register, Pseudonyms pseudonyms)
{
    private const int ParallelCalls = 16;

    /// <summary>False when an import was begun meanwhile, which knows nothing of these people and would put them aside.</summary>
    /// <remarks>
    /// An import that is being loaded was extracted before this call: what is said here holds over it too, once it is complete.
    /// The ledger comes first: whoever may not be contacted any more is safe before anybody new is found. Killed in between, a person is on no list too many; called
    /// again, on none too few.
    /// </remarks>
    internal Task<bool> WriteAsync(ContactBook book, IReadOnlyList<ExtractRow> rows, CancellationToken cancellationToken) => WriteAsync(
        book,
        [.. rows.Select(row => new RegisterPlacement(row.Person, [.. row.TreatingDoctors.Select(doctor => pseudonyms.For(book.Campaign, doctor))]))],
        cancellationToken);

    /// <summary>The same of people whose doctors have their names already.</summary>
    internal async Task<bool> WriteAsync(ContactBook book, IReadOnlyList<RegisterPlacement> people, CancellationToken cancellationToken)
    {
        int newest = Math.Max(book.Generation, await register.FindNewestGenerationAsync(book.Campaign, cancellationToken));
        ParallelOptions options = new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(people, options, async (placement, cancelled) =>
        {
            RegisterEntry entry = new(book.Secret.For(placement.Person.Id), placement.Person);
            RegisterUpdate update = new(newest, entry.IsEligible, [.. placement.Practitioners.Select(practitioner => practitioner.Value)]);
            await contacts.ApplyAsync(book, entry.Ref, new ContactEvent.Updated(update), cancelled);
        });
        foreach (int generation in new[] { book.Generation, newest }.Distinct())
        {
            await register.UpdateAsync(book.Campaign, book.Secret, generation, people, cancellationToken);
        }

        return await register.FindNewestGenerationAsync(book.Campaign, cancellationToken) <= newest;
    }
}
