using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Testing.Azurite;
using Xunit;

namespace Outreach.Adapters.Tests.Storage;

/// <summary>Many rows by their keys, whatever a partition holds beside them.</summary>
public sealed class TableRowsByKeyTests
{
    private const int Rows = 2_600;

    /// <summary>What a row takes in an answer that lists keys, at most.</summary>
    private const int BytesOfKeys = 400;

    private static readonly Lazy<Task<(TableClient Table, string Partition)>> Filled = new(FillAsync);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 3)]
    [InlineData(1, 40)]
    [InlineData(1, 2_600)]
    [InlineData(50, 52)]
    [InlineData(100, 26)]
    [InlineData(700, 4)]
    public async Task FindMany_DenseOrSparse_AnswersThoseThatExist(int step, int count)
    {
        (TableClient table, string partition) = await Filled.Value;
        string[] there = [.. Enumerable.Range(0, count).Select(i => Key(i * step))];
        string[] missing = [.. there.Select(key => key + "x"), "a", "zzz"];

        IReadOnlyCollection<TableEntity> found = await table.FindManyAsync(partition, [.. missing, .. there, .. there.Take(1)], default);

        Assert.Equal(there, found.Select(row => row.RowKey).Order(StringComparer.Ordinal));
        Assert.All(found, row => Assert.Equal(row.RowKey, row.GetString("Content")));
    }

    [Theory]
    [InlineData(100, 26, 30)]
    [InlineData(1, 2_600, 2_700)]
    public async Task FindMany_SparseOrDense_ListsAsFewRowsAsItCan(int step, int count, int most)
    {
        (_, string partition) = await Filled.Value;
        var answers = new ListedBytes();
        var options = new TableClientOptions();
        options.AddPolicy(answers, HttpPipelinePosition.PerCall);
        var table = new TableClient((await AzuriteFixture.GetAsync()).ConnectionString, "rowsbykey", options);

        await table.FindManyAsync(partition, Enumerable.Range(0, count).Select(i => Key(i * step)), default);

        Assert.InRange(answers.Bytes, 1, (most + 64) * BytesOfKeys);
    }

    private static string Key(int number) => number.ToString("D6", CultureInfo.InvariantCulture);

    private static async Task<(TableClient Table, string Partition)> FillAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync("rowsbykey");
        TableClient table = storage.Data.GetTableClient("rowsbykey");
        string partition = Core.RandomId.Create();
        foreach (int[] chunk in Enumerable.Range(0, Rows).Chunk(TableCalls.LargestTransaction))
        {
            await table.SubmitTransactionAsync(chunk.Select(number => new TableTransactionAction(
                TableTransactionActionType.Add, new TableEntity(partition, Key(number)) { ["Content"] = Key(number) })));
        }

        return (table, partition);
    }

    /// <summary>Adds up what answers to queries hold; those about one row do not count.</summary>
    private sealed class ListedBytes : HttpPipelineSynchronousPolicy
    {
        private int _bytes;

        public int Bytes => _bytes;

        public override void OnReceivedResponse(HttpMessage message)
        {
            if (message.Request.Uri.ToUri().AbsolutePath.EndsWith("()", StringComparison.Ordinal))
            {
                Interlocked.Add(ref _bytes, (int)message.Response.Content.ToMemory().Length);
            }
        }
    }
}
