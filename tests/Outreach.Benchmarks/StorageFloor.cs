using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Outreach.Benchmarks;

/// <summary>The same storage calls, bare: nothing decided, nothing sealed, nobody signed in, nothing remembered.</summary>
/// <param name="rowsPerTransaction">As many as the product's transactions have, on average: claims of people mostly.</param>
internal sealed class StorageFloor(TableClient table, TableClient claims, BlobContainerClient blobs, int blobBytes, int rowsPerTransaction)
{
    public const string Insert = "table inserts";
    public const string Upsert = "table upserts";
    public const string Read = "table reads";
    public const string Query = "table queries";
    public const string Delete = "table deletes";
    public const string Transaction = "table transactions";
    public const string PutBlob = "blob writes";
    public const string ReadBlob = "blob reads";
    public const string ListBlobs = "blob listings";
    public const string DeleteBlob = "blob deletes";

    /// <summary>About the size of the product's rows.</summary>
    private static readonly string Text = new('x', 600);

    /// <summary>One row, for whoever reads.</summary>
    private const string Readable = "readable";

    private readonly Lazy<Task> _readable = new(() => table.UpsertEntityAsync(Row(Readable, "0"), TableUpdateMode.Replace));
    private int _transactions;
    private readonly byte[] _blob = new byte[blobBytes];

    /// <summary>Makes the calls of one list or orchestration: all kinds, each as often as the product made it.</summary>
    public async Task PlayAsync(IReadOnlyDictionary<string, int> calls)
    {
        await _readable.Value;
        string partition = Guid.NewGuid().ToString("N");
        if (calls.GetValueOrDefault(PutBlob) > 0)
        {
            await blobs.UploadBlobAsync(partition, BinaryData.FromBytes(_blob));
        }

        foreach ((string kind, int count) in calls)
        {
            // The ciphertext is the first of its kind.
            for (int i = kind is PutBlob ? 1 : 0; i < count; i++)
            {
                await CallAsync(kind, partition, $"{kind}-{i}");
            }
        }
    }

    private Task CallAsync(string kind, string partition, string row) => kind switch
    {
        Insert => table.AddEntityAsync(Row(partition, row)),
        Upsert => table.UpsertEntityAsync(Row(partition, row), TableUpdateMode.Replace),
        Read => table.GetEntityIfExistsAsync<TableEntity>(Readable, "0"),
        Query => QueryAsync(Readable),
        Delete => table.DeleteEntityAsync(partition, row, ETag.All),
        Transaction => ClaimAsync(),
        PutBlob => blobs.GetBlobClient($"{partition}-{row}").UploadAsync(BinaryData.FromBytes(new byte[300])),
        ListBlobs => ListAsync(partition),
        DeleteBlob => blobs.GetBlobClient(partition).DeleteIfExistsAsync(),
        ReadBlob => blobs.GetBlobClient(partition).ExistsAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such call."),
    };

    private async Task QueryAsync(string partition)
    {
        await foreach (TableEntity _ in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
        {
        }
    }

    private async Task ListAsync(string prefix)
    {
        await foreach (BlobItem _ in blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, default))
        {
        }
    }

    /// <summary>Keys as the product's contact ledger has them: the emulator's cost depends on how keys lie.</summary>
    private Task ClaimAsync()
    {
        string partition = $"benchmark~{Interlocked.Increment(ref _transactions) % 16:x}";
        return claims.SubmitTransactionAsync(Enumerable.Range(0, rowsPerTransaction).Select(_ => new TableTransactionAction(
            TableTransactionActionType.Add, new TableEntity(partition, $"{Guid.NewGuid():N}{Guid.NewGuid():N}") { ["Kind"] = "practitioner", ["Holder"] = partition })));
    }

    private static TableEntity Row(string partition, string row) => new(partition, row) { ["Json0"] = Text };
}
