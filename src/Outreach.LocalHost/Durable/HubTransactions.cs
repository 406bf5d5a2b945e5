using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace Outreach.LocalHost.Durable;

/// <summary>Writes turns: one table transaction where Azure's limits allow it, else in an order that a crash cannot split into something wrong.</summary>
internal sealed class HubTransactions(TableClient instances, LargePayloads payloads)
{
    /// <summary>Azure takes 100 operations; a turn takes up to <see cref="InstanceActor.MessagesPerTurn"/> messages besides its own rows.</summary>
    private const int LargestTransaction = 100;

    /// <summary>Adds an instance with its input. False when one of this id exists.</summary>
    public async Task<bool> TryAddAsync(string partition, InstanceState state, CancellationToken cancellationToken)
    {
        try
        {
            Response<IReadOnlyList<Response>> _ = await instances.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, await StateRowAsync(partition, state, cancellationToken)),
                    .. await InputAsync(partition, state, cancellationToken),
                ],
                cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            return false;
        }
    }

    public async Task<InstanceState> CommitAsync(Turn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        string partition = HubKeys.Partition(turn.State.InstanceId);
        InstanceState state = turn.State;
        List<TableTransactionAction> before = state.HistoryRows == 0 && turn.Events.Count == 0 ? await InputAsync(partition, state, cancellationToken) : [];
        int row = state.HistoryRows;
        foreach (string chunk in HubRows.Chunks(turn.Events))
        {
            before.Add(Upsert(await HubRows.WriteAsync(partition, HubKeys.History(state.Execution, row++), chunk, payloads, cancellationToken)));
        }

        foreach ((int index, Message message) in turn.Carried.Index())
        {
            before.Add(Upsert(await RowAsync(partition, HubKeys.Carried(state.Execution, index), message, cancellationToken)));
        }

        foreach (Outgoing outgoing in turn.Outbox)
        {
            before.Add(Upsert(await RowAsync(partition, outgoing.Key, outgoing, cancellationToken)));
        }

        InstanceState written = state with
        {
            HistoryRows = row,
            CarriedEvents = turn.Carried.Count > 0 ? turn.Carried.Count : state.CarriedEvents,
            OutboxEnd = turn.Outbox.Count > 0 ? turn.Outbox[^1].Key : state.OutboxEnd,
        };
        List<TableTransactionAction> last = [new(TableTransactionActionType.UpdateReplace, await StateRowAsync(partition, written, cancellationToken), state.ETag)];
        last.AddRange(turn.Consumed.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, key), ETag.All)));
        if (before.Count + last.Count > LargestTransaction || !HubRows.FitTogether([.. before, .. last]))
        {
            // The state row makes them count: until then they are as good as unwritten, and removed by the next load.
            await Parallel.ForEachAsync(
                before,
                new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
                async (action, cancellation) => await instances.UpsertEntityAsync((TableEntity)action.Entity, TableUpdateMode.Replace, cancellation));
            before = [];
        }

        Response<IReadOnlyList<Response>> answer = await instances.SubmitTransactionAsync([.. last, .. before], cancellationToken);
        return written with { ETag = answer.Value[0].Headers.ETag!.Value };
    }

    /// <summary>Deletes rows in their order; rows that are gone already are fine.</summary>
    public async Task DeleteAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        foreach (TableEntity[] batch in rows.Chunk(LargestTransaction))
        {
            try
            {
                await instances.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                foreach (TableEntity row in batch)
                {
                    await instances.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
                }
            }
        }
    }

    private static TableTransactionAction Upsert(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private async Task<List<TableTransactionAction>> InputAsync(string partition, InstanceState state, CancellationToken cancellationToken) => state.Input is { } input
        ? [Upsert(await HubRows.WriteAsync(partition, HubKeys.Input(state.Execution), input, payloads, cancellationToken))]
        : [];

    private async Task<TableEntity> StateRowAsync(string partition, InstanceState state, CancellationToken cancellationToken)
    {
        TableEntity row = await RowAsync(partition, HubKeys.State, state, cancellationToken);
        if (state.WakeAt is { } at)
        {
            row[HubRows.WakeAt] = at;
        }

        return row;
    }

    private Task<TableEntity> RowAsync<T>(string partition, string key, T value, CancellationToken cancellationToken) =>
        HubRows.WriteAsync(partition, key, JsonSerializer.Serialize(value), payloads, cancellationToken);
}
