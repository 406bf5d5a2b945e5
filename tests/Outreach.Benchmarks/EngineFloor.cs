using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Outreach.Benchmarks;

/// <summary>What a piece of the engine's work costs, against the storage calls that it made, bare.</summary>
internal sealed class EngineFloor : IDisposable
{
    private readonly StorageFloor _floor;
    private readonly StorageCalls _calls;

    private EngineFloor(StorageFloor floor, StorageCalls calls)
    {
        _floor = floor;
        _calls = calls;
    }

    public static async Task<EngineFloor> StartAsync(EngineWorkshop workshop)
    {
        TableClient table = new TableServiceClient(workshop.ConnectionString).GetTableClient("enginefloor");
        await table.CreateIfNotExistsAsync();
        var blobs = new BlobContainerClient(workshop.ConnectionString, "enginefloor");
        await blobs.CreateIfNotExistsAsync();
        return new EngineFloor(
            new StorageFloor(table, table, blobs, blobBytes: 0, rowsPerTransaction: 2), new StorageCalls(table.Uri.Port, blobs.Uri.Port));
    }

    /// <summary>Seconds that the work takes, and the calls it makes, each divided among so many pieces.</summary>
    public async Task<(double Seconds, Dictionary<string, int> Each)> MeasureAsync(int pieces, Func<Task> work)
    {
        _calls.Take();
        double seconds = await TimeAsync(work);
        return (seconds, _calls.Take().ToDictionary(call => call.Key, call => (int)Math.Round((double)call.Value / pieces), StringComparer.Ordinal));
    }

    /// <summary>Seconds that the same calls take bare.</summary>
    public Task<double> PlayAsync(IReadOnlyDictionary<string, int> each, int pieces, int atOnce) => TimeAsync(() => Parallel.ForEachAsync(
        Enumerable.Range(0, pieces), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (_, _) => await _floor.PlayAsync(each)));

    public static string Describe(IReadOnlyDictionary<string, int> each) =>
        string.Join(", ", each.Where(call => call.Value > 0).OrderByDescending(call => call.Value).Select(call => $"{call.Value} {call.Key}"));

    public static async Task<double> TimeAsync(Func<Task> work)
    {
        long begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public void Dispose() => _calls.Dispose();
}
