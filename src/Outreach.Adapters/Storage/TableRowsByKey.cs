using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;

namespace Outreach.Adapters.Storage;

/// <summary>Reads those of many rows of one partition that exist, in few calls where that is possible.</summary>
/// <remarks>
/// A filter that joins row keys by `or` is no way: table storage answers it by reading the whole partition. So a range is read, keys alone, as long as each answer covers many of
/// the wanted keys, which is so while the partition is small, and which a short answer tells; from where it is not, one by one. Either way the calls are bounded by the number of keys.
/// </remarks>
internal static class TableRowsByKey
{
    /// <summary>Wanted keys that one answer has to cover to be cheaper than asking for each of them.</summary>
    private const int WorthARange = 16;

    /// <summary>Rows of the first answer. Where these do not reach from one wanted key to the next, a whole answer would not reach over <see cref="WorthARange"/> of them.</summary>
    private const int FirstRows = 64;

    private const int ParallelCalls = 8;

    public static async Task<IReadOnlyCollection<TableEntity>> FindManyAsync(
        this TableClient table, string partition, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        string[] wanted = [.. keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        List<string> there = [];
        int done = 0;
        for (int? rows = FirstRows; wanted.Length - done >= WorthARange; rows = null)
        {
            Page<TableEntity> answer = await ReadKeysAsync(table, partition, wanted[done], wanted[^1], rows, cancellationToken);
            HashSet<string> seen = [.. answer.Values.Select(row => row.RowKey)];
            int covered = CoveredBy(answer, wanted.AsSpan(done));
            there.AddRange(wanted.Skip(done).Take(covered).Where(seen.Contains));
            done += covered;
            if (covered < (rows is null ? WorthARange : 2))
            {
                break;
            }
        }

        return await FindEachAsync(table, partition, [.. there, .. wanted.Skip(done)], cancellationToken);
    }

    /// <summary>How many of the keys an answer decides; one that is empty and not the last decides none.</summary>
    private static int CoveredBy(Page<TableEntity> answer, ReadOnlySpan<string> keys)
    {
        if (answer.ContinuationToken is null)
        {
            return keys.Length;
        }

        int covered = 0;
        while (answer.Values.Count > 0 && covered < keys.Length && string.CompareOrdinal(keys[covered], answer.Values[^1].RowKey) <= 0)
        {
            covered++;
        }

        return covered;
    }

    /// <summary>The first answer to a range, which may not be the whole of it.</summary>
    /// <param name="rows">Rows of the answer; null for as many as Azure gives.</param>
    private static Task<Page<TableEntity>> ReadKeysAsync(
        TableClient table, string partition, string first, string last, int? rows, CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
        return StorageErrors.CallAsync(
            "Table storage", async () => await table.QueryAsync<TableEntity>(filter, rows, TableCalls.KeysAlone, cancellationToken: cancellationToken).AsPages().FirstAsync(cancellationToken));
    }

    private static async Task<IReadOnlyCollection<TableEntity>> FindEachAsync(
        TableClient table, string partition, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ConcurrentBag<TableEntity> rows = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(keys, options, async (key, cancelled) =>
        {
            if (await table.FindAsync(partition, key, cancelled) is { } row)
            {
                rows.Add(row);
            }
        });
        return rows;
    }
}
