using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Adapters.Contacts;

/// <summary>Table `contacts`: sixteen partitions of people per campaign, and one per act; rows are sealed under the campaign's secret.</summary>
/// <remarks>
/// A mark only says whose row to look at. It is written before the row changes and never taken back, so whatever a kill leaves between the two hides nobody
/// who may be shown and shows nobody who may not: the person's own row decides.
/// </remarks>
public sealed class TablesContactLedger : IContactLedger
{
    public const string Table = "contacts";

    private const int MostTries = 100;

    private readonly TableClient _table;
    private readonly ContactPeople _people;
    private readonly ContactActs _acts;
    private readonly TimeProvider _time;

    public TablesContactLedger(OutreachStorage storage, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _table = storage.Data.GetTableClient(Table);
        _people = new ContactPeople(_table, time);
        _acts = new ContactActs(_table);
        _time = time;
    }

    public async Task<IReadOnlySet<PatientRef>> ClaimAsync(
        ContactBook book, ContactAct act, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(people);
        HashSet<PatientRef> wanted = [.. people];
        if (wanted.Count == 0)
        {
            return wanted;
        }

        if (await _acts.TryListAsync(book, act, wanted, cancellationToken))
        {
            var claimed = new ContactEvent.Claimed(act, book.Cap, book.Generation);
            IReadOnlyCollection<Granted> granted = await _people.ClaimAsync(book, wanted, claimed, cancellationToken);

            // Closed by the same doctor on another list. Before anybody is told of the grant; a claim that is killed before this is made again before its list is read.
            foreach (Granted closed in granted.Where(grant => grant.IsClosed))
            {
                await _acts.MarkAsync(book, act, closed.Person, cancellationToken);
            }

            bool? ended = await _acts.FindEndedAsync(book.Campaign, act, cancellationToken);
            if (ended is false)
            {
                return granted.Select(grant => grant.Person).ToHashSet();
            }

            // Forgotten: of an act that is over, what it had stays, for it may have solicited them.
            wanted = ended is null ? [.. granted.Where(grant => grant.IsNew).Select(grant => grant.Person)] : wanted;
        }

        // Ended: the end may have read these people before they were claimed here, or by a call that was killed.
        await _people.MoveAsync(book, wanted, new ContactEvent.Released(act), cancellationToken);
        return new HashSet<PatientRef>();
    }

    public async Task EndAsync(ContactBook book, ContactAct act, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        await _acts.EndAsync(book.Campaign, act, cancellationToken);
        IReadOnlySet<PatientRef> people = await _acts.ReadPeopleAsync(book, act, cancellationToken);
        await _people.MoveAsync(book, people, new ContactEvent.Released(act), cancellationToken);
    }

    public async Task<string?> EndSomeAsync(ContactBook book, ContactAct act, string? after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        await _acts.EndAsync(book.Campaign, act, cancellationToken);
        (IReadOnlySet<PatientRef> people, string? next) = await _acts.ReadSomeAsync(book, act, after, cancellationToken);
        await _people.MoveAsync(book, people, new ContactEvent.Released(act), cancellationToken);
        return next;
    }

    public Task ForgetAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken) => _acts.ForgetAsync(campaign, act, cancellationToken);

    public async Task<ContactStep> ApplyAsync(ContactBook book, PatientRef person, ContactEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        for (int i = 0; i < MostTries; i++)
        {
            ContactRow read = await _people.FindAsync(book, person, cancellationToken);
            ContactStep step = ContactTransitions.Next(read.Contact, happened, _time.GetUtcNow());
            if (step.Answer != ContactAnswer.Done)
            {
                return step;
            }

            // Of every import: a claim that an older update does not bar is marked all the same, and costs its reader one look.
            ContactAct[] barred = [.. step.Contact.Claims.Select(claim => claim.Act).Where(act => ContactTransitions.IsBarred(step.Contact, act, generation: 0))];
            foreach (ContactAct act in barred)
            {
                await _acts.MarkAsync(book, act, person, cancellationToken);
            }

            if (barred.Length == 0 && happened is ContactEvent.Objected)
            {
                await _acts.MarkNobodyAsync(book, person, cancellationToken);
            }

            if (await _people.TryPutAsync(book, read, step.Contact, cancellationToken))
            {
                return step;
            }
        }

        throw new TransientDependencyException("A person of the contact ledger changes all the time.");
    }

    public async Task<Contact> FindAsync(ContactBook book, PatientRef person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        return (await _people.FindAsync(book, person, cancellationToken)).Contact;
    }

    public Task<IReadOnlyDictionary<PatientRef, Contact>> FindManyAsync(
        ContactBook book, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(people);
        return _people.FindManyAsync(book, people, cancellationToken);
    }

    public async Task<IReadOnlyList<ContactMark>> ReadMarksAsync(ContactBook book, ContactAct act, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        IReadOnlySet<PatientRef> marked = await _acts.ReadMarkedAsync(book, act, cancellationToken);
        IReadOnlyCollection<ContactRow> rows = await _people.ReadAsync(book, marked, cancellationToken);
        return [.. rows.Select(row => ContactMark.Of(row.Person, row.Contact, act, book.Generation)).OfType<ContactMark>()];
    }

    public async Task<int> ForgetCampaignAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        (string first, string end) = ContactRowKey.RangeOf(campaign);
        List<TableEntity> rows = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken, TableCalls.KeysAlone))
        {
            rows.Add(row);
            if (rows.Count >= most)
            {
                break;
            }
        }

        await _table.DeleteRowsAsync(rows, cancellationToken);
        return rows.Count;
    }
}
