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
    /// <summary>References in one row: sealed, it stays under the 32,768 characters that Azure allows a string.</summary>
    private const int PeoplePerRow = 700;

    /// <summary>Rows of people in one transaction, which Azure lets hold 4 MiB.</summary>
    private const int RowsPerTransaction = 40;

    /// <summary>Rows of people that are read and released at once, where an act is ended some at a time.</summary>
    private const int RowsPerRelease = 4;

    private const int MostTries = 20;
    private const int RefLength = 32;

    /// <summary>An act that never was.</summary>
    private static readonly ContactAct Nobodys = ContactAct.ForWave(new string('0', 32));

    private readonly ContactActStates _states = new(table);

    /// <summary>Lists people of an act that is open, or was never seen. False, and nothing written, once it has ended.</summary>
    public async Task<bool> TryListAsync(ContactBook book, ContactAct act, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken)
    {
        // In order, so that the same people make the same rows.
        foreach (PatientRef[][] rows in people.OrderBy(person => person.Value, StringComparer.Ordinal).Chunk(PeoplePerRow).Chunk(RowsPerTransaction))
        {
            TableEntity[] lists = [.. rows.Select(row => PeopleRow(book, act, row))];
            if (!await _states.TryWriteAsync(book.Campaign, act, lists, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    public Task<bool?> FindEndedAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken) =>
        _states.FindEndedAsync(campaign, act, cancellationToken);

    public Task EndAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken) => _states.EndAsync(campaign, act, cancellationToken);

    /// <summary>Some of an act's people, in the order of their rows' names, and where the following begin.</summary>
    public async Task<(IReadOnlySet<PatientRef> People, string? Next)> ReadSomeAsync(
        ContactBook book, ContactAct act, string? after, CancellationToken cancellationToken)
    {
        string partition = ContactRowKey.StateOf(book.Campaign, act).Partition;
        (string first, string end) = ContactRowKey.PeopleRange;
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? first} and RowKey lt {end}");
        TableEntity[] rows = await table.QueryRowsAsync(filter, cancellationToken, perCall: RowsPerRelease).Take(RowsPerRelease).ToArrayAsync(cancellationToken);
        return (rows.SelectMany(row => Open(book, row)).ToHashSet(), rows.Length < RowsPerRelease ? null : rows[^1].RowKey);
    }

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
        await _states.ForgetAsync(campaign, act, cancellationToken);
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

    private async Task<IReadOnlySet<PatientRef>> ReadAsync(
        ContactBook book, ContactAct act, (string First, string End) rows, CancellationToken cancellationToken)
    {
        string partition = ContactRowKey.StateOf(book.Campaign, act).Partition;
        HashSet<PatientRef> people = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {rows.First} and RowKey lt {rows.End}");
        await foreach (TableEntity row in table.QueryRowsAsync(filter, cancellationToken))
        {
            people.UnionWith(Open(book, row));
        }

        return people;
    }

    private static PatientRef[] Open(ContactBook book, TableEntity row) =>
        ContactEnvelope.Open(new ContactRowKey(row.PartitionKey, row.RowKey), row.GetString(ContactPeople.Sealed), book.Secret.ContactKey, Parse);

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
