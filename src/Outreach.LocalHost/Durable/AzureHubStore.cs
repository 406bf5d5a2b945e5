using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace Outreach.LocalHost.Durable;

/// <summary>A task hub on Azure Tables: one partition per instance, so that a turn is one transaction; payloads too large for a row are blobs.</summary>
/// <remarks>
/// The table `{hub}Active` names instances that may have work left: written before an instance, removed after its end, so that a crash leaves one too many and
/// never one too few.
/// </remarks>
public sealed class AzureHubStore(string hub, TableServiceClient tables, LargePayloads payloads, TimeProvider time) : IHubStore
{
    private const int MostReads = 3;

    private readonly TableClient _instances = tables.GetTableClient($"{hub}Instances");
    private readonly ActiveInstances _active = new(tables.GetTableClient($"{hub}Active"));
    private readonly HubTransactions _transactions = new(tables.GetTableClient($"{hub}Instances"), payloads);
    private long _order = time.GetUtcNow().UtcTicks;

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await _instances.CreateIfNotExistsAsync(cancellationToken);
        await _active.CreateAsync(cancellationToken);
        await payloads.CreateAsync(cancellationToken);
    }

    public async Task<InstanceState?> TryAddAsync(InstanceState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        string partition = HubKeys.Partition(state.InstanceId);
        await _active.AddAsync(partition).WaitAsync(cancellationToken);
        return await _transactions.TryAddAsync(partition, state, cancellationToken);
    }

    public async Task<InstanceState?> FindStateAsync(string instanceId, bool withInput, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await _instances.GetEntityIfExistsAsync<TableEntity>(
            HubKeys.Partition(instanceId), HubKeys.State, StateRows.Columns, cancellationToken);
        return row.HasValue ? await ReadStateAsync(row.Value!, withInput, cancellationToken) : null;
    }

    public async Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken)
    {
        string partition = HubKeys.Partition(instanceId);
        List<TableEntity> rows = await _instances
            .QueryAsync<TableEntity>(InPartition(partition), cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
        if (rows.Find(row => row.RowKey == HubKeys.State) is not { } stateRow)
        {
            return null;
        }

        InstanceState state = await ReadStateAsync(stateRow, withInput: false, cancellationToken);
        List<TableEntity> stale = rows.FindAll(row => !HubKeys.Counts(row.RowKey, state));
        await _transactions.DeleteAsync(stale, cancellationToken);

        string? input = state.Input;
        List<HistoryEvent> history = [];
        List<Message> inbox = [];
        List<Outgoing> outbox = [];
        foreach (TableEntity row in rows.Except(stale))
        {
            switch (row.RowKey[0])
            {
                case 'a':
                    input = await HubRows.ReadAsync(row, payloads, cancellationToken);
                    break;
                case 'h':
                    history.AddRange(await ReadAsync<HistoryEvent[]>(row, cancellationToken));
                    break;
                case 'l' or HubKeys.Inbox:
                    inbox.Add((await ReadAsync<Message>(row, cancellationToken)) with { Key = row.RowKey });
                    break;
                case HubKeys.Outbox:
                    outbox.Add((await ReadAsync<Outgoing>(row, cancellationToken)) with { Key = row.RowKey });
                    break;
                default:
                    break;
            }
        }

        history.AddRange(HubRows.Split(state.Tail));
        return new StoredInstance(state with { Input = input }, history, inbox, outbox);
    }

    public async Task<InstanceHistory?> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {HubKeys.Partition(instanceId)} and RowKey ge {"h"} and RowKey le {HubKeys.State}");
        for (int attempt = 1; ; attempt++)
        {
            List<TableEntity> rows = await _instances.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
            if (rows.Find(row => row.RowKey == HubKeys.State) is not { } stateRow)
            {
                return null;
            }

            InstanceState state = await ReadStateAsync(stateRow, withInput: false, cancellationToken);
            TableEntity[] counting = [.. rows.Where(row => row != stateRow && HubKeys.Counts(row.RowKey, state))];
            if (counting.Length < state.HistoryRows && attempt < MostReads)
            {
                // A turn was written while storage handed out its pages.
                continue;
            }

            List<HistoryEvent> history = [];
            foreach (TableEntity row in counting)
            {
                history.AddRange(await ReadAsync<HistoryEvent[]>(row, cancellationToken));
            }

            return new InstanceHistory(state, [.. history, .. HubRows.Split(state.Tail)]);
        }
    }

    public async Task<IReadOnlyList<Message>> ReadInboxAsync(string instanceId, CancellationToken cancellationToken)
    {
        string partition = HubKeys.Partition(instanceId);
        List<Message> inbox = [];
        await foreach (TableEntity row in _instances.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {"l"} and RowKey lt {"n"}"), cancellationToken: cancellationToken))
        {
            inbox.Add((await ReadAsync<Message>(row, cancellationToken)) with { Key = row.RowKey });
        }

        return inbox;
    }

    public Task<InstanceState> CommitAsync(Turn turn, CancellationToken cancellationToken) => _transactions.CommitAsync(turn, cancellationToken);

    public async Task EnqueueAsync(string instanceId, Message message, string? key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        string row = key is null ? NextKey(HubKeys.Inbox) : HubKeys.Inbox + key[1..];
        TableEntity entity = await HubRows.WriteAsync(
            HubKeys.Partition(instanceId), row, JsonSerializer.Serialize(message), payloads, cancellationToken);
        await _instances.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    public Task RemoveOutgoingAsync(string instanceId, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        string partition = HubKeys.Partition(instanceId);
        return _transactions.DeleteAsync([.. keys.Select(key => new TableEntity(partition, key))], cancellationToken);
    }

    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken)
    {
        string partition = HubKeys.Partition(instanceId);
        List<TableEntity> rows = await _instances
            .QueryAsync<TableEntity>(InPartition(partition), select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);

        // The state row goes last: what a kill leaves is still found, and purged by the next call.
        await _transactions.DeleteAsync([.. rows.OrderBy(row => row.RowKey == HubKeys.State)], cancellationToken);
        await payloads.PurgeAsync(partition, cancellationToken);
        await _active.RemoveAsync(partition).WaitAsync(cancellationToken);
        return rows.Count > 0;
    }

    public async IAsyncEnumerable<string> ListActiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in _active.ReadAsync(cancellationToken))
        {
            yield return HubKeys.InstanceId(row.RowKey);
        }
    }

    public async IAsyncEnumerable<(string InstanceId, DateTimeOffset At)> ListWaitingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in _instances.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"RowKey eq {HubKeys.State} and WakeAt ge {DateTimeOffset.UnixEpoch}"),
            select: ["PartitionKey", StateRows.WakeAt],
            cancellationToken: cancellationToken))
        {
            yield return (HubKeys.InstanceId(row.PartitionKey), row.GetDateTimeOffset(StateRows.WakeAt)!.Value);
        }
    }

    public void MarkInactive(string instanceId) => _active.Remove(HubKeys.Partition(instanceId));

    public async Task<(IReadOnlyList<InstanceState> States, string? Continuation)> PageAsync(
        int size, string? continuation, bool withInputs, CancellationToken cancellationToken)
    {
        await foreach (Page<TableEntity> page in _instances
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey eq {HubKeys.State}"), size, StateRows.Columns, cancellationToken)
            .AsPages(continuation, size))
        {
            List<InstanceState> states = [];
            foreach (TableEntity row in page.Values)
            {
                states.Add(await ReadStateAsync(row, withInputs, cancellationToken));
            }

            return (states, page.ContinuationToken);
        }

        return ([], null);
    }

    public string NextKey(char kind) => HubKeys.Ordered(kind, Interlocked.Increment(ref _order));

    /// <summary>As text: a lambda would be compiled at every call.</summary>
    private static string InPartition(string partition) => TableClient.CreateQueryFilter($"PartitionKey eq {partition}");

    private async Task<InstanceState> ReadStateAsync(TableEntity row, bool withInput, CancellationToken cancellationToken)
    {
        InstanceState state = await StateRows.ReadAsync(row, payloads, cancellationToken);
        KeepOrder(state.OutboxEnd);
        if (!withInput || !state.InputRow)
        {
            return state;
        }

        NullableResponse<TableEntity> input = await _instances.GetEntityIfExistsAsync<TableEntity>(
            row.PartitionKey, HubKeys.Input(state.Execution), cancellationToken: cancellationToken);
        return input.HasValue ? state with { Input = await HubRows.ReadAsync(input.Value!, payloads, cancellationToken) } : state;
    }

    private async Task<T> ReadAsync<T>(TableEntity row, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<T>(await HubRows.ReadAsync(row, payloads, cancellationToken))!;

    /// <summary>Keys go on from the last even where the clock was set back.</summary>
    private void KeepOrder(string lastKey)
    {
        if (lastKey.Length > 1 && long.Parse(lastKey.AsSpan(1), CultureInfo.InvariantCulture) is var last && last > Interlocked.Read(ref _order))
        {
            Interlocked.Exchange(ref _order, last);
        }
    }
}
