using System.Collections.Concurrent;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>Table `outbox`: sixteen partitions per wave, one row per message; who it is to is sealed under the campaign's secret.</summary>
public sealed class TablesOutboxStore(OutreachStorage storage) : IOutboxStore
{
    public const string Table = "outbox";

    private const string Digits = "0123456789abcdef";
    private const int RowsPerPage = 1_000;
    private const int ParallelCalls = 8;

    private readonly TableClient _table = storage.Data.GetTableClient(Table);
    private readonly OutboxDeliveries _deliveries = new(storage.Data.GetTableClient(Table));

    public Task<IReadOnlyList<Versioned<OutboxMessage>>> AddAsync(
        ContactBook book, WaveId wave, IReadOnlyCollection<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(messages);
        return ForEachChunkAsync(messages, message => message, (chunk, cancelled) => AddChunkAsync(book, wave, chunk, cancelled), cancellationToken);
    }

    public Task<IReadOnlyList<Versioned<OutboxMessage>>> FindManyAsync(
        ContactBook book, WaveId wave, IReadOnlyCollection<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(messages);
        return ForEachChunkAsync(messages, message => message, (chunk, cancelled) => FindChunkAsync(book, wave, chunk, cancelled), cancellationToken);
    }

    public Task<IReadOnlyList<Versioned<OutboxMessage>>> ReplaceAsync(
        ContactBook book, WaveId wave, IReadOnlyCollection<Versioned<OutboxMessage>> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(messages);
        return ForEachChunkAsync(messages, row => row.Value, (chunk, cancelled) => ReplaceChunkAsync(book, wave, chunk, cancelled), cancellationToken);
    }

    public async Task<OutboxPage> ReadAsync(ContactBook book, WaveId wave, string? after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        string last = after ?? Digits[..1];
        string partition = OutboxRow.PartitionOf(book.Campaign, wave, last[0]);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {last} and RowKey lt {OutboxDeliveries.Row}");
        List<Versioned<OutboxMessage>> messages =
            await _table.QueryRowsAsync(filter, cancellationToken, perCall: RowsPerPage).Take(RowsPerPage).Select(row => OutboxRow.Read(book, row)).ToListAsync(cancellationToken);
        int next = Digits.IndexOf(last[0], StringComparison.Ordinal) + 1;
        return new OutboxPage(messages, messages.Count == RowsPerPage ? messages[^1].Value.Id.Value : next < Digits.Length ? Digits[next].ToString() : null);
    }

    public Task<DeliveryOutcome> ReportAsync(CampaignId campaign, WaveId wave, IReadOnlyCollection<DeliveryReport> reports, CancellationToken cancellationToken) =>
        _deliveries.ReportAsync(campaign, wave, reports, cancellationToken);

    public async Task<(long Delivered, long Undelivered)> CountDeliveriesAsync(CampaignId campaign, WaveId wave, CancellationToken cancellationToken)
    {
        (long delivered, long undelivered) = (0, 0);
        foreach (char digit in Digits)
        {
            (long here, long not) = await _deliveries.CountAsync(OutboxRow.PartitionOf(campaign, wave, digit), cancellationToken);
            (delivered, undelivered) = (delivered + here, undelivered + not);
        }

        return (delivered, undelivered);
    }

    public async Task<int> ForgetCampaignAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        (string first, string end) = OutboxRow.RangeOf(campaign);
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end}");
        List<TableEntity> rows = await _table.QueryRowsAsync(filter, cancellationToken, TableCalls.KeysAlone).Take(most).ToListAsync(cancellationToken);
        await _table.DeleteRowsAsync(rows, cancellationToken);
        return rows.Count;
    }

    private static async Task<IReadOnlyList<Versioned<OutboxMessage>>> ForEachChunkAsync<T>(
        IReadOnlyCollection<T> items,
        Func<T, OutboxMessage> messageOf,
        Func<T[], CancellationToken, Task<IReadOnlyList<Versioned<OutboxMessage>>>> work,
        CancellationToken cancellationToken)
    {
        ConcurrentBag<Versioned<OutboxMessage>> done = [];
        IEnumerable<T[]> chunks = items.GroupBy(item => messageOf(item).Id.Value[0]).SelectMany(partition => partition.Chunk(TableCalls.LargestTransaction));
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(chunks, options, async (chunk, cancelled) =>
        {
            foreach (Versioned<OutboxMessage> row in await work(chunk, cancelled))
            {
                done.Add(row);
            }
        });
        return [.. done.OrderBy(row => row.Value.Id.Value, StringComparer.Ordinal)];
    }

    /// <summary>All at once where none is there; else one by one, so that those that are there stay.</summary>
    private async Task<IReadOnlyList<Versioned<OutboxMessage>>> AddChunkAsync(ContactBook book, WaveId wave, OutboxMessage[] messages, CancellationToken cancellationToken)
    {
        TableTransactionAction[] inserts = [.. messages.Select(message => new TableTransactionAction(TableTransactionActionType.Add, OutboxRow.New(book, wave, message)))];
        if (await _table.TryTransactAsync(inserts, cancellationToken) is { } versions)
        {
            return [.. messages.Zip(versions, (message, version) => new Versioned<OutboxMessage>(message, version))];
        }

        IReadOnlyList<Versioned<OutboxMessage>> known = await FindChunkAsync(book, wave, messages, cancellationToken);
        OutboxMessage[] missing = [.. messages.ExceptBy(known.Select(row => row.Value.Id), message => message.Id)];

        // One that came in between is met at the next look.
        return missing.Length == 0 ? known
            : missing.Length == messages.Length && messages.Length == 1 ? await AddChunkAsync(book, wave, messages, cancellationToken)
            : [.. known, .. (await Task.WhenAll(missing.Select(message => AddChunkAsync(book, wave, [message], cancellationToken)))).SelectMany(rows => rows)];
    }

    private async Task<IReadOnlyList<Versioned<OutboxMessage>>> FindChunkAsync(ContactBook book, WaveId wave, OutboxMessage[] messages, CancellationToken cancellationToken)
    {
        TableEntity?[] rows = await Task.WhenAll(messages.Select(message =>
            _table.FindAsync(OutboxRow.PartitionOf(book.Campaign, wave, message.Id), message.Id.Value, cancellationToken)));
        return [.. rows.OfType<TableEntity>().Select(row => OutboxRow.Read(book, row))];
    }

    private async Task<IReadOnlyList<Versioned<OutboxMessage>>> ReplaceChunkAsync(
        ContactBook book, WaveId wave, Versioned<OutboxMessage>[] rows, CancellationToken cancellationToken)
    {
        string write = RandomId.Create();
        TableTransactionAction[] updates = [.. rows.Select(row => OutboxRow.Update(OutboxRow.Changes(book, wave, row.Value, write), row.ETag))];
        return await _table.TryTransactAsync(updates, cancellationToken) is { } versions ? [.. rows.Zip(versions, (row, version) => row with { ETag = version })]
            : [.. (await Task.WhenAll(rows.Select(row => ReplaceAsync(book, wave, row, write, cancellationToken)))).OfType<Versioned<OutboxMessage>>()];
    }

    /// <summary>One message alone. The write that came first may have been this very one, whose answer was lost: its mark tells.</summary>
    private async Task<Versioned<OutboxMessage>?> ReplaceAsync(
        ContactBook book, WaveId wave, Versioned<OutboxMessage> row, string write, CancellationToken cancellationToken)
    {
        TableEntity changes = OutboxRow.Changes(book, wave, row.Value, write);
        if (await _table.TryTransactAsync([OutboxRow.Update(changes, row.ETag)], cancellationToken) is { } versions)
        {
            return row with { ETag = versions[0] };
        }

        return await _table.FindAsync(changes.PartitionKey, changes.RowKey, cancellationToken) is { } stored && OutboxRow.IsOf(stored, write)
            ? row with { ETag = stored.ETag.ToString() }
            : null;
    }
}
