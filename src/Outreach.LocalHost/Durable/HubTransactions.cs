using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace Outreach.LocalHost.Durable;

/// <summary>Writes turns: one table transaction where Azure's limits allow it, else in an order that a crash cannot split into something wrong.</summary>
internal sealed class HubTransactions(TableClient instances, LargePayloads payloads)
{
    /// <summary>Azure takes 100 operations; a turn takes up to <see cref="InstanceActor.MessagesPerTurn"/> messages besides its own rows.</summary>
    private const int LargestTransaction = 100;

    /// <summary>History in the state row, in characters: a few dozen turns. Beyond, it moves to rows that are not written again.</summary>
    private const int LongestTail = 4_000;

    /// <summary>Adds an instance with its input. The state as written; null when one of this id exists.</summary>
    public async Task<InstanceState?> TryAddAsync(string partition, InstanceState state, CancellationToken cancellationToken)
    {
        try
        {
            InstanceState written = state with { InputRow = StateRows.HasInputRow(state) };
            TableEntity row = await StateRows.WriteAsync(partition, written, payloads, cancellationToken);
            if (!written.InputRow)
            {
                Response added = await instances.AddEntityAsync(row, cancellationToken);
                return written with { ETag = added.Headers.ETag!.Value };
            }

            Response<IReadOnlyList<Response>> both = await instances.SubmitTransactionAsync(
                [new(TableTransactionActionType.Add, row), Upsert(await InputAsync(partition, state, cancellationToken))], cancellationToken);
            return written with { ETag = both.Value[0].Headers.ETag!.Value };
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            return null;
        }
    }

    public async Task<InstanceState> CommitAsync(Turn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        string partition = HubKeys.Partition(turn.State.InstanceId);
        (InstanceState state, IReadOnlyList<string> chunks) = Append(turn);
        List<TableTransactionAction> before = [];
        if (turn.IsBeginning && StateRows.HasInputRow(state))
        {
            before.Add(Upsert(await InputAsync(partition, state, cancellationToken)));
        }

        foreach ((int index, string chunk) in chunks.Index())
        {
            string key = HubKeys.History(state.Execution, turn.State.HistoryRows + index);
            before.Add(Upsert(await HubRows.WriteAsync(partition, key, chunk, payloads, cancellationToken)));
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
            InputRow = StateRows.HasInputRow(state),
            CarriedEvents = turn.Carried.Count > 0 ? turn.Carried.Count : state.CarriedEvents,
            OutboxEnd = turn.Outbox.Count > 0 ? turn.Outbox[^1].Key : state.OutboxEnd,
        };
        TableEntity stateRow = await StateRows.WriteAsync(partition, written, payloads, cancellationToken);
        if (before.Count + turn.Consumed.Count == 0)
        {
            Response updated = await instances.UpdateEntityAsync(stateRow, state.ETag, TableUpdateMode.Replace, cancellationToken);
            return written with { ETag = updated.Headers.ETag!.Value };
        }

        List<TableTransactionAction> last = [new(TableTransactionActionType.UpdateReplace, stateRow, state.ETag)];
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

    /// <summary>The state with the turn's history; what does not fit into its row is to be rows of its own, older history first.</summary>
    private static (InstanceState State, IReadOnlyList<string> Rows) Append(Turn turn)
    {
        InstanceState state = turn.State;
        string added = HubRows.Join(turn.Events);
        string tail = state.Tail.Length == 0 || added.Length == 0 ? state.Tail + added : $"{state.Tail},{added}";
        if (tail.Length <= LongestTail)
        {
            return (state with { Tail = tail }, []);
        }

        string[] rows = [.. state.Tail.Length > 0 ? [$"[{state.Tail}]"] : Array.Empty<string>(), .. HubRows.Chunks(turn.Events)];
        return (state with { Tail = "", HistoryRows = state.HistoryRows + rows.Length }, rows);
    }

    private static TableTransactionAction Upsert(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private Task<TableEntity> InputAsync(string partition, InstanceState state, CancellationToken cancellationToken) =>
        HubRows.WriteAsync(partition, HubKeys.Input(state.Execution), state.Input!, payloads, cancellationToken);

    private Task<TableEntity> RowAsync<T>(string partition, string key, T value, CancellationToken cancellationToken) =>
        HubRows.WriteAsync(partition, key, JsonSerializer.Serialize(value), payloads, cancellationToken);
}
