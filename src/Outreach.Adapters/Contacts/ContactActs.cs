using System.Text;
using Azure;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Adapters.Contacts;

/// <summary>What is kept of an act beside the claims, in a partition of its own: its state, its people, and who of them changed.</summary>
internal sealed class ContactActs(TableClient table)
{
    private const string State = "State";
    private const string Open = "open";
    private const string Ended = "ended";

    /// <summary>References in one row: sealed, it stays under the 32,768 characters that Azure allows a string.</summary>
    private const int PeoplePerRow = 700;

    /// <summary>Rows of people in one transaction, which Azure lets hold 4 MiB.</summary>
    private const int RowsPerTransaction = 40;

    private const int MostTries = 20;
    private const int RefLength = 32;

    /// <summary>An act that never was.</summary>
    private static readonly ContactAct Nobodys = ContactAct.ForWave(new string('0', 32));

    /// <summary>Lists people of an act that is open, or was never seen. False, and nothing written, once it has ended.</summary>
    public async Task<bool> TryListAsync(ContactBook book, ContactAct act, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken)
    {
        // In order, so that the same people make the same rows.
        foreach (PatientRef[][] rows in people.OrderBy(person => person.Value, StringComparer.Ordinal).Chunk(PeoplePerRow).Chunk(RowsPerTransaction))
        {
            TableEntity[] lists = [.. rows.Select(row => PeopleRow(book, act, row))];
            if (!await TryListAsync(StateRow(book.Campaign, act, Open), lists, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    public async Task<bool?> FindEndedAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken)
    {
        ContactRowKey key = ContactRowKey.StateOf(campaign, act);
        return await table.FindAsync(key.Partition, key.Row, cancellationToken) is { } row ? row.GetString(State) == Ended : null;
    }

    public Task EndAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken) =>
        table.PutAsync(StateRow(campaign, act, Ended), cancellationToken);

    /// <summary>Everybody who was ever listed for the act.</summary>
    public Task<IReadOnlySet<PatientRef>> ReadPeopleAsync(ContactBook book, ContactAct act, CancellationToken cancellationToken) =>
        ReadAsync(book, act, ContactRowKey.PeopleRange, cancellationToken);

    /// <summary>People of the act who may be barred now; whether they are, their own rows say.</summary>
    public Task<IReadOnlySet<PatientRef>> ReadMarkedAsync(ContactBook book, ContactAct act, CancellationToken cancellationToken) =>
        ReadAsync(book, act, ContactRowKey.MarkRange, cancellationToken);

    /// <summary>Marks a person of an act. Of an act that was forgotten nothing is written: nobody reads it any more.</summary>
    public async Task MarkAsync(ContactBook book, ContactAct act, PatientRef person, CancellationToken cancellationToken)
    {
        ContactRowKey state = ContactRowKey.StateOf(book.Campaign, act);
        for (int i = 0; i < MostTries; i++)
        {
            // Many people of one act may be marked at once. Only an act that is read to be gone needs no mark: without one, a row stays shown.
            if (await TryMarkAsync(book, act, person, cancellationToken) || await table.FindAsync(state.Partition, state.Row, cancellationToken) is null)
            {
                return;
            }
        }

        throw new TransientDependencyException("An act of the contact ledger changes all the time.");
    }

    /// <summary>The call that a mark takes, and writes nothing: so an agent who objects for somebody does not see by the time whether a list holds them.</summary>
    public Task MarkNobodyAsync(ContactBook book, PatientRef person, CancellationToken cancellationToken) =>
        TryMarkAsync(book, Nobodys, person, cancellationToken);

    public async Task ForgetAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken)
    {
        // The state goes first: without it nothing is added.
        ContactRowKey state = ContactRowKey.StateOf(campaign, act);
        await table.DeleteIfExistsAsync(state.Partition, state.Row, cancellationToken);
        List<TableEntity> rows = [];
        await foreach (TableEntity row in table.QueryRowsAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {state.Partition}"), cancellationToken, TableCalls.KeysAlone))
        {
            rows.Add(row);
        }

        await table.DeleteRowsAsync(rows, cancellationToken);
    }

    private async Task<bool> TryMarkAsync(ContactBook book, ContactAct act, PatientRef person, CancellationToken cancellationToken)
    {
        ContactRowKey state = ContactRowKey.StateOf(book.Campaign, act);
        ContactRowKey mark = ContactRowKey.MarkOf(book, act, person);
        TableTransactionAction[] actions =
        [
            // Merges nothing, and fails where there is no such row.
            new(TableTransactionActionType.UpdateMerge, new TableEntity(state.Partition, state.Row), ETag.All),
            new(TableTransactionActionType.UpsertReplace, PeopleRow(book, mark, Encoding.UTF8.GetBytes(person.Value))),
        ];
        return await table.TryTransactAsync(actions, cancellationToken) is not null;
    }

    private async Task<bool> TryListAsync(TableEntity state, TableEntity[] lists, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> first = [new(TableTransactionActionType.Add, state), .. lists.Select(list => Put(list))];
        if (await table.TryTransactAsync(first, cancellationToken) is not null)
        {
            return true;
        }

        for (int i = 0; i < MostTries; i++)
        {
            TableEntity? known = await table.FindAsync(state.PartitionKey, state.RowKey, cancellationToken);
            if (known?.GetString(State) == Ended)
            {
                return false;
            }

            TableTransactionAction open = known is null
                ? new(TableTransactionActionType.Add, state)
                : new(TableTransactionActionType.UpdateReplace, state, known.ETag);
            if (await table.TryTransactAsync([open, .. lists.Select(list => Put(list))], cancellationToken) is not null)
            {
                return true;
            }
        }

        throw new TransientDependencyException("An act of the contact ledger changes all the time.");
    }

    private async Task<IReadOnlySet<PatientRef>> ReadAsync(
        ContactBook book, ContactAct act, (string First, string End) rows, CancellationToken cancellationToken)
    {
        string partition = ContactRowKey.StateOf(book.Campaign, act).Partition;
        HashSet<PatientRef> people = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {rows.First} and RowKey lt {rows.End}");
        await foreach (TableEntity row in table.QueryRowsAsync(filter, cancellationToken))
        {
            people.UnionWith(ContactEnvelope.Open(new ContactRowKey(row.PartitionKey, row.RowKey), row.GetString(ContactPeople.Sealed), book.Secret.ContactKey, Parse));
        }

        return people;
    }

    private static TableTransactionAction Put(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private static TableEntity StateRow(CampaignId campaign, ContactAct act, string state)
    {
        ContactRowKey key = ContactRowKey.StateOf(campaign, act);
        return new TableEntity(key.Partition, key.Row) { [State] = state };
    }

    private static TableEntity PeopleRow(ContactBook book, ContactAct act, PatientRef[] people)
    {
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(people.Select(person => person.Value)));
        return PeopleRow(book, ContactRowKey.PeopleOf(book, act, content), content);
    }

    private static TableEntity PeopleRow(ContactBook book, ContactRowKey key, byte[] content) =>
        new(key.Partition, key.Row) { [ContactPeople.Sealed] = ContactEnvelope.Seal(key, content, book.Secret.ContactKey) };

    private static PatientRef[] Parse(byte[] content) =>
        [.. content.Chunk(RefLength).Select(person => new PatientRef(Encoding.UTF8.GetString(person)))];
}
