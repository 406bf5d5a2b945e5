using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Adapters.Lists;

/// <summary>Table `lists`, one partition per list: `record`, `share`, `rows` (8 bytes a reference) and `openings`.</summary>
public sealed class TablesListStore(OutreachStorage storage) : IListStore
{
    public const string Table = "lists";

    private const string ShareRow = "share";
    private const string RefsRow = "rows";
    private const string OpeningsRow = "openings";
    private const int RefBytes = 8;

    /// <summary>Azure's limit for one binary property.</summary>
    private const int PropertyBytes = 64 * 1024;

    /// <summary>Openings that are counted at the same instant may come in between a few times.</summary>
    private const int MostTries = 10;

    private static readonly string[] KeysAlone = ["PartitionKey", "RowKey"];

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<Versioned<ListRecord>?> FindAsync(ListId id, CancellationToken cancellationToken) =>
        await _table.FindAsync(id.Value, ListRows.RecordRow, cancellationToken) is { } row
            ? new Versioned<ListRecord>(ListRows.ToRecord(row), row.ETag.ToString())
            : null;

    public async IAsyncEnumerable<ListRecord> ReadAsync(
        CampaignId? campaign, ListId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filter = campaign is { } only
            ? TableClient.CreateQueryFilter($"PartitionKey gt {after?.Value ?? ""} and RowKey eq {ListRows.RecordRow} and Campaign eq {only.Value}")
            : TableClient.CreateQueryFilter($"PartitionKey gt {after?.Value ?? ""} and RowKey eq {ListRows.RecordRow}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken))
        {
            yield return ListRows.ToRecord(row);
        }
    }

    public async IAsyncEnumerable<ListId> ReadWithSecretsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = null;
        string filter = TableClient.CreateQueryFilter($"RowKey ne {ListRows.RecordRow}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken, KeysAlone))
        {
            if (row.PartitionKey != last)
            {
                last = row.PartitionKey;
                yield return new ListId(last);
            }
        }
    }

    public async Task<bool> HasSecretsAsync(ListId id, CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey ne {ListRows.RecordRow}");
        await foreach (TableEntity _ in _table.QueryRowsAsync(filter, cancellationToken, KeysAlone))
        {
            return true;
        }

        return false;
    }

    public async Task<string?> TryPutAsync(ListRecord record, ListSecrets secrets, string? etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(secrets);
        TableEntity entity = ListRows.FromRecord(record);
        TableTransactionAction first = etag is null
            ? new TableTransactionAction(TableTransactionActionType.Add, entity)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, new ETag(etag));
        TableTransactionAction[] actions =
        [
            first,
            new(TableTransactionActionType.UpsertReplace, new TableEntity(record.Id.Value, ShareRow) { ["Wrapped"] = secrets.WrappedShare }),
            new(TableTransactionActionType.UpsertReplace, Refs(record.Id, secrets.RowRefs)),
        ];
        return (await _table.TryTransactAsync(actions, cancellationToken))?[0];
    }

    public Task<string?> TryPutAsync(ListRecord record, string? etag, CancellationToken cancellationToken) =>
        _table.TryPutAsync(ListRows.FromRecord(record), etag, cancellationToken);

    public async Task<byte[]?> FindShareAsync(ListId id, CancellationToken cancellationToken) =>
        (await _table.FindAsync(id.Value, ShareRow, cancellationToken))?.GetBinary("Wrapped");

    public async Task<IReadOnlyList<RowRef>> ReadRowRefsAsync(ListId id, CancellationToken cancellationToken)
    {
        TableEntity? row = await _table.FindAsync(id.Value, RefsRow, cancellationToken);
        List<RowRef> refs = [];
        for (int part = 0; row?.GetBinary($"Refs{part}") is { } bytes; part++)
        {
            refs.AddRange(bytes.Chunk(RefBytes).Select(chunk => new RowRef(BinaryPrimitives.ReadUInt64BigEndian(chunk))));
        }

        return refs;
    }

    public async Task<bool> DestroySecretsAsync(ListId id, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MostTries; i++)
        {
            List<TableEntity> rows = await ReadSecretsAsync(id, cancellationToken);
            if (rows.Count == 0)
            {
                return true;
            }

            // Each only as read: one that changed meanwhile, such as a count, is read again.
            await _table.TryTransactAsync([.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag))], cancellationToken);
        }

        return (await ReadSecretsAsync(id, cancellationToken)).Count == 0;
    }

    public async IAsyncEnumerable<ListRecord> ListLivingAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Ids are hexadecimal: 'g' follows every one that starts with the prefix.
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {prefix} and PartitionKey lt {prefix + "g"} and RowKey eq {ListRows.RecordRow} and State ne {nameof(ListState.Destroyed)}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken))
        {
            yield return ListRows.ToRecord(row);
        }
    }

    public async Task RemoveAsync(ListId id, CancellationToken cancellationToken)
    {
        await DestroySecretsAsync(id, cancellationToken);
        await _table.DeleteIfExistsAsync(id.Value, ListRows.RecordRow, cancellationToken);
    }

    public async Task<int?> TryTakeOpeningAsync(ListId id, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            TableEntity? row = await _table.FindAsync(id.Value, OpeningsRow, cancellationToken);
            int taken = row?.GetInt32("Taken") ?? 0;
            if (taken >= limit)
            {
                return null;
            }

            if (await PutOpeningsAsync(id, taken + 1, row?.ETag.ToString(), cancellationToken))
            {
                return limit - taken - 1;
            }
        }
    }

    public async Task ReturnOpeningAsync(ListId id, CancellationToken cancellationToken)
    {
        while (await _table.FindAsync(id.Value, OpeningsRow, cancellationToken) is { } row && row.GetInt32("Taken") is > 0 and { } taken)
        {
            // The last one leaves no row: of a list that was destroyed meanwhile nothing must stay.
            bool returned = taken > 1
                ? await PutOpeningsAsync(id, taken - 1, row.ETag.ToString(), cancellationToken)
                : await _table.TryTransactAsync([new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)], cancellationToken) is not null;
            if (returned)
            {
                return;
            }
        }
    }

    /// <summary>Everything of a list beside its record.</summary>
    private async Task<List<TableEntity>> ReadSecretsAsync(ListId id, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey ne {ListRows.RecordRow}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    private async Task<bool> PutOpeningsAsync(ListId id, int taken, string? etag, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(new TableEntity(id.Value, OpeningsRow) { ["Taken"] = taken }, etag, cancellationToken) is not null;

    private static TableEntity Refs(ListId id, IReadOnlyList<RowRef> refs)
    {
        var row = new TableEntity(id.Value, RefsRow);
        foreach ((int part, RowRef[] chunk) in refs.Chunk(PropertyBytes / RefBytes).Index())
        {
            byte[] bytes = new byte[chunk.Length * RefBytes];
            for (int i = 0; i < chunk.Length; i++)
            {
                BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(i * RefBytes), chunk[i].Value);
            }

            row[$"Refs{part}"] = bytes;
        }

        return row;
    }
}
