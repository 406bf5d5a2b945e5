using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Adapters.Contacts;

/// <summary>The rows of people: every change is an insert, an update by ETag or a delete by ETag, so that of two at once one wins and the other looks again.</summary>
internal sealed class ContactPeople(TableClient table, TimeProvider time)
{
    public const string Sealed = "Sealed";

    /// <summary>People already known to the ledger whom the failing index of a transaction may name, one by one, before all are read.</summary>
    private const int FewConflicts = 2;

    private const int ParallelCalls = 8;
    private const int MostTries = 30;

    /// <summary>Claims people of whom mostly nothing is known. Who is granted, and whether by this call.</summary>
    public Task<IReadOnlyCollection<Granted>> ClaimAsync(
        ContactBook book, IEnumerable<PatientRef> people, ContactEvent.Claimed claimed, CancellationToken cancellationToken) =>
        ForEachChunkAsync(book, people, (chunk, cancelled) => ClaimChunkAsync(book, chunk, claimed, cancelled), cancellationToken);

    /// <summary>One event for many people. Those for whom it holds now, and whether by this call.</summary>
    public Task<IReadOnlyCollection<Granted>> MoveAsync(
        ContactBook book, IEnumerable<PatientRef> people, ContactEvent happened, CancellationToken cancellationToken) =>
        ForEachChunkAsync(book, people, (chunk, cancelled) => MoveChunkAsync(book, chunk, happened, cancelled), cancellationToken);

    public async Task<ContactRow> FindAsync(ContactBook book, PatientRef person, CancellationToken cancellationToken)
    {
        ContactRowKey key = ContactRowKey.Of(book.Campaign, person);
        return await table.FindAsync(key.Partition, key.Row, cancellationToken) is { } row
            ? new ContactRow(person, ContactEnvelope.Open(key, row.GetString(Sealed), book.Secret.ContactKey, SealedContact.Parse), row.ETag)
            : new ContactRow(person, Contact.Unknown, ETag: null);
    }

    /// <summary>Those of many people who have a row, in few calls.</summary>
    public async Task<IReadOnlyDictionary<PatientRef, Contact>> FindManyAsync(ContactBook book, IEnumerable<PatientRef> people, CancellationToken cancellationToken)
    {
        Dictionary<PatientRef, Contact> found = [];
        foreach (IGrouping<string, ContactRowKey> partition in people.Distinct()
            .Select(person => ContactRowKey.Of(book.Campaign, person)).GroupBy(key => key.Partition, StringComparer.Ordinal))
        {
            foreach (TableEntity row in await table.FindManyAsync(partition.Key, partition.Select(key => key.Row), cancellationToken))
            {
                ContactRowKey key = new(row.PartitionKey, row.RowKey);
                found[new PatientRef(row.RowKey)] = ContactEnvelope.Open(key, row.GetString(Sealed), book.Secret.ContactKey, SealedContact.Parse);
            }
        }

        return found;
    }

    /// <summary>Rows of people, read side by side.</summary>
    public async Task<IReadOnlyCollection<ContactRow>> ReadAsync(ContactBook book, IEnumerable<PatientRef> people, CancellationToken cancellationToken)
    {
        ConcurrentBag<ContactRow> rows = [];
        await Parallel.ForEachAsync(people, Options(cancellationToken), async (person, cancelled) => rows.Add(await FindAsync(book, person, cancelled)));
        return rows;
    }

    /// <summary>Writes a contact over the version that was read; false when somebody else was first.</summary>
    public async Task<bool> TryPutAsync(ContactBook book, ContactRow read, Contact contact, CancellationToken cancellationToken) =>
        await table.TryTransactAsync([Write(book, read, contact)], cancellationToken) is not null;

    private static async Task<IReadOnlyCollection<Granted>> ForEachChunkAsync(
        ContactBook book,
        IEnumerable<PatientRef> people,
        Func<PatientRef[], CancellationToken, Task<List<Granted>>> work,
        CancellationToken cancellationToken)
    {
        ConcurrentBag<Granted> done = [];
        IEnumerable<PatientRef[]> chunks = people
            .GroupBy(person => ContactRowKey.Of(book.Campaign, person).Partition, StringComparer.Ordinal)
            .SelectMany(partition => partition.Chunk(TableCalls.LargestTransaction));

        // One that fails stops no other in the middle: a request that is given up may still take effect, after whoever cleans up has looked.
        await Parallel.ForEachAsync(chunks, Options(cancellationToken), async (chunk, _) => (await work(chunk, cancellationToken)).ForEach(done.Add));
        return done;
    }

    private async Task<List<Granted>> ClaimChunkAsync(
        ContactBook book, PatientRef[] people, ContactEvent.Claimed claimed, CancellationToken cancellationToken)
    {
        ContactStep free = ContactTransitions.Next(Contact.Unknown, claimed, time.GetUtcNow());
        List<PatientRef> rest = [.. people];
        List<PatientRef> met = [];
        bool inserted = !free.Succeeded;
        while (free.Succeeded && rest.Count > 0 && met.Count <= FewConflicts)
        {
            TableTransactionAction[] inserts = [.. rest.Select(person => Write(book, new ContactRow(person, Contact.Unknown, ETag: null), free.Contact))];
            (inserted, int? conflict) = await table.TryInsertAsync(inserts, cancellationToken);
            if (inserted || conflict is null)
            {
                break;
            }

            met.Add(rest[conflict.Value]);
            rest.RemoveAt(conflict.Value);
        }

        List<Granted> granted = await MoveChunkAsync(book, inserted ? met : [.. met, .. rest], claimed, cancellationToken);
        return inserted && free.Succeeded ? [.. granted, .. rest.Select(person => new Granted(person, IsNew: true, IsClosed: false))] : granted;
    }

    /// <summary>All that changes in one transaction; after a lost race in smaller ones, so that one busy person does not hold the others up.</summary>
    private async Task<List<Granted>> MoveChunkAsync(
        ContactBook book, IReadOnlyList<PatientRef> people, ContactEvent happened, CancellationToken cancellationToken)
    {
        List<Granted> done = [];
        IReadOnlyList<PatientRef> rest = people;
        for (int i = 0; i < MostTries && rest.Count > 0; i++)
        {
            List<(ContactRow Read, Contact Contact)> changes = [];
            foreach (ContactRow read in await ReadAsync(book, rest, cancellationToken))
            {
                ContactStep step = ContactTransitions.Next(read.Contact, happened, time.GetUtcNow());
                if (step.Answer == ContactAnswer.Done)
                {
                    changes.Add((read, step.Contact));
                }
                else if (step.Succeeded)
                {
                    done.Add(new Granted(read.Person, IsNew: false, step.Contact.Closure is not null));
                }
            }

            List<PatientRef> lost = [];
            foreach ((ContactRow Read, Contact Contact)[] together in changes.Chunk(i switch { 0 => TableCalls.LargestTransaction, 1 => 10, _ => 1 }))
            {
                bool written = await table.TryTransactAsync([.. together.Select(change => Write(book, change.Read, change.Contact))], cancellationToken) is not null;
                if (written)
                {
                    done.AddRange(together.Select(change => new Granted(change.Read.Person, IsNew: true, change.Contact.Closure is not null)));
                }
                else
                {
                    lost.AddRange(together.Select(change => change.Read.Person));
                }
            }

            rest = lost;
        }

        return rest.Count == 0 ? done : throw new TransientDependencyException("People of the contact ledger change all the time.");
    }

    /// <summary>Nothing known any more is no row: the next claim is an insert again.</summary>
    private static TableTransactionAction Write(ContactBook book, ContactRow read, Contact contact)
    {
        ContactRowKey key = ContactRowKey.Of(book.Campaign, read.Person);
        var row = new TableEntity(key.Partition, key.Row);
        if (contact is { Claims: [], Objection: null, Closure: null, Update: null } && read.ETag is { } known)
        {
            return new TableTransactionAction(TableTransactionActionType.Delete, row, known);
        }

        row[Sealed] = ContactEnvelope.Seal(key, SealedContact.Render(contact), book.Secret.ContactKey);
        return read.ETag is { } etag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, etag)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
    }

    private static ParallelOptions Options(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
}

/// <summary>A person for whom an event holds now.</summary>
/// <param name="IsNew">Whether by this call.</param>
/// <param name="IsClosed">Whether the row is closed.</param>
internal readonly record struct Granted(PatientRef Person, bool IsNew, bool IsClosed);

/// <summary>A person's row as it was read.</summary>
/// <param name="ETag">Null when there is no row.</param>
internal sealed record ContactRow(PatientRef Person, Contact Contact, ETag? ETag);
