using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace Outreach.LocalHost.Durable;

/// <summary>A task hub on Azure Tables: one partition per instance, so that a turn is one transaction; payloads too large for a row are blobs.</summary>
/// <remarks>
/// Rows of an instance: `i` its state; `h{execution}-{row}` history, one row a turn; `m{order}` inbox; `o{order}` outbox. The table `{hub}Active` names instances
/// that may have work left: written before an instance, removed after its end, so that a crash leaves one too many and never one too few.
/// </remarks>
public sealed class AzureHubStore(string hub, TableServiceClient tables, LargePayloads payloads, TimeProvider time) : IHubStore
{
    private const string StateRow = "i";
    private const string ActivePartition = "active";
    private const int LargestTransaction = 90;

    private readonly TableClient _instances = tables.GetTableClient($"{hub}Instances");
    private readonly TableClient _active = tables.GetTableClient($"{hub}Active");
    private long _order = time.GetUtcNow().UtcTicks;

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await _instances.CreateIfNotExistsAsync(cancellationToken);
        await _active.CreateIfNotExistsAsync(cancellationToken);
        await payloads.CreateAsync(cancellationToken);
    }

    public async Task<bool> TryAddAsync(InstanceState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        string partition = HubKeys.Partition(state.InstanceId);
        await _active.UpsertEntityAsync(new TableEntity(ActivePartition, partition), TableUpdateMode.Replace, cancellationToken);
        TableEntity row = await HubRows.WriteAsync(partition, StateRow, JsonSerializer.Serialize(state), payloads, cancellationToken);
        try
        {
            await _instances.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            return false;
        }
    }

    public async Task<InstanceState?> FindStateAsync(string instanceId, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await _instances.GetEntityIfExistsAsync<TableEntity>(
            HubKeys.Partition(instanceId), StateRow, cancellationToken: cancellationToken);
        return row.HasValue ? await ReadAsync<InstanceState>(row.Value!, cancellationToken) : null;
    }

    public async Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken)
    {
        InstanceState? state = null;
        List<TableEntity> history = [];
        List<Message> inbox = [];
        List<Outgoing> outbox = [];
        await foreach (TableEntity row in RowsAsync(instanceId, cancellationToken))
        {
            switch (row.RowKey[0])
            {
                case 'i':
                    state = await ReadAsync<InstanceState>(row, cancellationToken);
                    break;
                case 'h':
                    history.Add(row);
                    break;
                case 'm':
                    inbox.Add((await ReadAsync<Message>(row, cancellationToken)) with { Key = row.RowKey });
                    break;
                case 'o':
                    outbox.Add((await ReadAsync<Outgoing>(row, cancellationToken)) with { Key = row.RowKey });
                    break;
                default:
                    break;
            }
        }

        if (state is null)
        {
            return null;
        }

        List<HistoryEvent> events = [];
        foreach (TableEntity row in history.Where(row => HubKeys.Counts(row.RowKey, state)))
        {
            events.AddRange(await ReadAsync<HistoryEvent[]>(row, cancellationToken));
        }

        return new StoredInstance(state, events, inbox, outbox);
    }

    public async Task<InstanceState> CommitAsync(Turn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        string partition = HubKeys.Partition(turn.State.InstanceId);
        int row = turn.State.HistoryRows;
        List<TableTransactionAction> actions = [];
        foreach (string chunk in HubRows.Chunks(turn.Events))
        {
            TableEntity history = await HubRows.WriteAsync(partition, HubKeys.History(turn.State.Execution, row++), chunk, payloads, cancellationToken);
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, history));
        }

        foreach (Outgoing outgoing in turn.Outbox)
        {
            actions.Add(new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                await HubRows.WriteAsync(partition, outgoing.Key, JsonSerializer.Serialize(outgoing), payloads, cancellationToken)));
        }

        InstanceState written = turn.State with { HistoryRows = row };
        TableEntity state = await HubRows.WriteAsync(partition, StateRow, JsonSerializer.Serialize(written), payloads, cancellationToken);
        await SubmitAsync(actions, new TableTransactionAction(TableTransactionActionType.UpsertReplace, state), turn.Consumed, partition, cancellationToken);
        return written;
    }

    public async Task<Message> EnqueueAsync(string instanceId, Message message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        string key = NextKey('m');
        TableEntity row = await HubRows.WriteAsync(
            HubKeys.Partition(instanceId), key, JsonSerializer.Serialize(message), payloads, cancellationToken);
        await _instances.AddEntityAsync(row, cancellationToken);
        return message with { Key = key };
    }

    public Task RemoveOutgoingAsync(string instanceId, string key, CancellationToken cancellationToken) =>
        _instances.DeleteEntityAsync(HubKeys.Partition(instanceId), key, ETag.All, cancellationToken);

    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken)
    {
        string partition = HubKeys.Partition(instanceId);
        List<TableTransactionAction> deletions = [];
        await foreach (TableEntity row in _instances.QueryAsync<TableEntity>(
            entity => entity.PartitionKey == partition, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            deletions.Add(new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All));
        }

        // The state row goes last: what a kill leaves is still found, and purged by the next call.
        foreach (TableTransactionAction[] batch in deletions.OrderBy(action => action.Entity.RowKey == StateRow).Chunk(LargestTransaction))
        {
            await _instances.SubmitTransactionAsync(batch, cancellationToken);
        }

        await payloads.PurgeAsync(partition, cancellationToken);
        await MarkInactiveAsync(instanceId, cancellationToken);
        return deletions.Count > 0;
    }

    public async IAsyncEnumerable<string> ListActiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in _active.QueryAsync<TableEntity>(
            entity => entity.PartitionKey == ActivePartition, cancellationToken: cancellationToken))
        {
            yield return HubKeys.InstanceId(row.RowKey);
        }
    }

    public Task MarkInactiveAsync(string instanceId, CancellationToken cancellationToken) =>
        _active.DeleteEntityAsync(ActivePartition, HubKeys.Partition(instanceId), ETag.All, cancellationToken);

    public async Task<(IReadOnlyList<InstanceState> States, string? Continuation)> PageAsync(
        int size, string? continuation, CancellationToken cancellationToken)
    {
        await foreach (Page<TableEntity> page in _instances
            .QueryAsync<TableEntity>(entity => entity.RowKey == StateRow, size, cancellationToken: cancellationToken)
            .AsPages(continuation, size))
        {
            List<InstanceState> states = [];
            foreach (TableEntity row in page.Values)
            {
                states.Add(await ReadAsync<InstanceState>(row, cancellationToken));
            }

            return (states, page.ContinuationToken);
        }

        return ([], null);
    }

    public string NextKey(char kind) =>
        kind + Interlocked.Increment(ref _order).ToString("D19", CultureInfo.InvariantCulture);

    private AsyncPageable<TableEntity> RowsAsync(string instanceId, CancellationToken cancellationToken)
    {
        string partition = HubKeys.Partition(instanceId);
        return _instances.QueryAsync<TableEntity>(entity => entity.PartitionKey == partition, cancellationToken: cancellationToken);
    }

    private async Task<T> ReadAsync<T>(TableEntity row, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<T>(await HubRows.ReadAsync(row, payloads, cancellationToken))!;

    /// <summary>One transaction where it fits. Else history first, then the state row that makes it count, then the inbox: a crash between leaves nothing half-done that counts.</summary>
    private async Task SubmitAsync(
        List<TableTransactionAction> before, TableTransactionAction state, IReadOnlyList<string> consumed, string partition, CancellationToken cancellationToken)
    {
        TableTransactionAction[] after = [.. consumed.Select(key =>
            new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, key), ETag.All))];
        if (before.Count + after.Length < LargestTransaction && HubRows.FitTogether([.. before, state]))
        {
            await _instances.SubmitTransactionAsync([.. before, state, .. after], cancellationToken);
            return;
        }

        foreach (TableTransactionAction action in before)
        {
            await _instances.UpsertEntityAsync((TableEntity)action.Entity, TableUpdateMode.Replace, cancellationToken);
        }

        TableTransactionAction[] first = [.. after.Take(LargestTransaction)];
        await _instances.SubmitTransactionAsync([state, .. first], cancellationToken);
        foreach (TableTransactionAction[] batch in after.Skip(first.Length).Chunk(LargestTransaction))
        {
            await _instances.SubmitTransactionAsync(batch, cancellationToken);
        }
    }
}
