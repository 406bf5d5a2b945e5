using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Outreach.Benchmarks;

/// <summary>The durable engine: orchestrations, steps, fan-out, resumption and rest, each against the storage calls it cannot do without, or against itself when small.</summary>
internal static class EngineBenchmark
{
    private const int Rounds = 5;
    private const int Orchestrations = 300;
    private const int AtOnce = 64;

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        await using EngineWorkshop workshop = await EngineWorkshop.StartAsync();
        return [await SequencesAsync(workshop)];
    }

    /// <summary>Three activities, one after the other: what the engine's users do most.</summary>
    private static async Task<Measurement> SequencesAsync(EngineWorkshop workshop)
    {
        TableClient table = await TableAsync(workshop, "enginefloor");
        var blobs = new BlobContainerClient(workshop.ConnectionString, "enginefloor");
        await blobs.CreateIfNotExistsAsync();
        using var calls = new StorageCalls(table.Uri.Port, blobs.Uri.Port);
        await workshop.RunAsync(EngineWorkshop.Sequence, Orchestrations, AtOnce);
        calls.Take();
        await workshop.RunAsync(EngineWorkshop.Sequence, Orchestrations, AtOnce);
        Dictionary<string, int> each = calls.Take().ToDictionary(call => call.Key, call => (int)Math.Round((double)call.Value / Orchestrations), StringComparer.Ordinal);
        var floor = new StorageFloor(table, table, blobs, blobBytes: 0, rowsPerTransaction: 2);
        double[] ratios = new double[Rounds];
        double perSecond = 0;
        double cpu = 0;
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
            double product = await TimeAsync(() => workshop.RunAsync(EngineWorkshop.Sequence, Orchestrations, AtOnce));
            cpu += (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalMilliseconds / Orchestrations;
            double bare = await TimeAsync(() => Parallel.ForEachAsync(
                Enumerable.Range(0, Orchestrations), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) => await floor.PlayAsync(each)));
            ratios[round] = bare / product;
            perSecond += Orchestrations / product;
        }

        Array.Sort(ratios);
        string kinds = string.Join(", ", each.Where(call => call.Value > 0).OrderByDescending(call => call.Value).Select(call => $"{call.Value} {call.Key}"));
        return new Measurement(
            $"orchestrations of three activities in sequence per second, {AtOnce} at once",
            "the same storage calls bare, per second",
            ratios[Rounds / 2],
            string.Create(CultureInfo.InvariantCulture, $"each: {kinds}; {cpu / Rounds:F1} ms of processor each; {perSecond / Rounds:F0} a second here"));
    }

    private static async Task<TableClient> TableAsync(EngineWorkshop workshop, string name)
    {
        TableClient table = new TableServiceClient(workshop.ConnectionString).GetTableClient(name);
        await table.CreateIfNotExistsAsync();
        return table;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
