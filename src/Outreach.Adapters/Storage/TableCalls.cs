using Azure;
using Azure.Data.Tables;

namespace Outreach.Adapters.Storage;

/// <summary>Table calls as the product uses them: expected outcomes are values, transient errors the one retryable exception, batches stay in one partition.</summary>
internal static class TableCalls
{
    private const string Dependency = "Table storage";

    /// <summary>Azure's limit for one transaction; the emulator does not enforce all of its rules, so they are held here.</summary>
    public const int LargestTransaction = 100;

    /// <summary>For a query that asks which rows there are, not what they hold.</summary>
    public static readonly string[] KeysAlone = ["PartitionKey", "RowKey"];

    public static Task<TableEntity?> FindAsync(this TableClient table, string partition, string row, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync(Dependency, async () =>
        {
            NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
            return found.HasValue ? found.Value : null;
        });

    /// <summary>Inserts when <paramref name="etag"/> is null, else replaces that version. The new version, or null when somebody else was first.</summary>
    public static Task<string?> TryPutAsync(this TableClient table, TableEntity entity, string? etag, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync<string?>(Dependency, async () =>
        {
            try
            {
                Response response = etag is null
                    ? await table.AddEntityAsync(entity, cancellationToken)
                    : await table.UpdateEntityAsync(entity, new ETag(etag), TableUpdateMode.Replace, cancellationToken);
                return response.Headers.ETag?.ToString();
            }
            catch (RequestFailedException lost) when (lost.IsLostRace())
            {
                return null;
            }
        });

    public static Task PutAsync(this TableClient table, TableEntity entity, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync(Dependency, () => table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken));

    /// <summary>Runs actions of one partition as one transaction. The new versions in order, or null when somebody else was first; nothing is written then.</summary>
    public static Task<IReadOnlyList<string>?> TryTransactAsync(
        this TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        RequireOnePartition(actions);
        return StorageErrors.CallAsync<IReadOnlyList<string>?>(Dependency, async () =>
        {
            try
            {
                Response<IReadOnlyList<Response>> responses = await table.SubmitTransactionAsync(actions, cancellationToken);
                return [.. responses.Value.Select(response => response.Headers.ETag?.ToString() ?? "")];
            }
            catch (RequestFailedException lost) when (lost.IsLostRace())
            {
                return null;
            }
        });
    }

    /// <summary>Inserts rows of one partition as one transaction, or nothing; then <c>Conflict</c> is the first row that was there already, where storage names it.</summary>
    public static Task<(bool Inserted, int? Conflict)> TryInsertAsync(
        this TableClient table, IReadOnlyList<TableTransactionAction> inserts, CancellationToken cancellationToken)
    {
        RequireOnePartition(inserts);
        return StorageErrors.CallAsync<(bool, int?)>(Dependency, async () =>
        {
            try
            {
                await table.SubmitTransactionAsync(inserts, cancellationToken);
                return (true, null);
            }
            catch (RequestFailedException lost) when (lost.IsLostRace())
            {
                return (false, (lost as TableTransactionFailedException)?.FailedTransactionActionIndex is { } index && index < inserts.Count ? index : null);
            }
        });
    }

    /// <summary>Deletes rows, whatever their version, in transactions of one partition; those that are gone already are no error.</summary>
    public static async Task DeleteRowsAsync(this TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        foreach (TableEntity[] chunk in rows.GroupBy(row => row.PartitionKey, StringComparer.Ordinal).SelectMany(partition => partition.Chunk(LargestTransaction)))
        {
            TableTransactionAction[] actions = [.. chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All))];
            if (await table.TryTransactAsync(actions, cancellationToken) is null)
            {
                foreach (TableEntity row in chunk)
                {
                    await table.DeleteIfExistsAsync(row.PartitionKey, row.RowKey, cancellationToken);
                }
            }
        }
    }

    /// <summary>Deletes a row if it is there.</summary>
    public static Task DeleteIfExistsAsync(this TableClient table, string partition, string row, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync(Dependency, () => table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken));

    /// <summary>Deletes rows of a partition, at most so many. How many were deleted.</summary>
    public static async Task<int> RemovePartitionAsync(this TableClient table, string partition, int most, CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        List<TableEntity> rows = await table.QueryRowsAsync(filter, cancellationToken, KeysAlone).Take(most).ToListAsync(cancellationToken);
        await table.DeleteRowsAsync(rows, cancellationToken);
        return rows.Count;
    }

    /// <summary>Rows of a query; transient errors come out of the enumeration as the retryable exception.</summary>
    /// <param name="perCall">Rows that one call brings, for a caller that takes a few; null for as many as Azure gives.</param>
    public static async IAsyncEnumerable<TableEntity> QueryRowsAsync(
        this TableClient table,
        string filter,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken,
        IEnumerable<string>? select = null,
        int? perCall = null)
    {
        await using IAsyncEnumerator<TableEntity> rows =
            table.QueryAsync<TableEntity>(filter, perCall, select, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await StorageErrors.CallAsync(Dependency, () => rows.MoveNextAsync().AsTask()))
        {
            yield return rows.Current;
        }
    }

    /// <summary>Refuses what Azure would refuse and the emulator would not.</summary>
    public static void RequireOnePartition(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count is 0 or > LargestTransaction
            || actions.Any(action => !string.Equals(action.Entity.PartitionKey, actions[0].Entity.PartitionKey, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"A table transaction holds 1 to {LargestTransaction} actions of one partition.");
        }
    }

    /// <summary>Conflict (an insert that came second), precondition failed (another version), or not found (a conditional write on a deleted row).</summary>
    private static bool IsLostRace(this RequestFailedException error) => error.Status is 404 or 409 or 412;
}
