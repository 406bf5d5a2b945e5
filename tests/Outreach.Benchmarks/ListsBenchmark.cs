using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.LocalHost.Demonstration;

namespace Outreach.Benchmarks;

/// <summary>Lists per second end to end on the local host (HTTP, access, orchestration, sealing, storage), against the same storage calls bare.</summary>
internal static class ListsBenchmark
{
    private static int Rounds => Size.Of(full: 5, tiny: 1);

    private static int ListsPerRound => Size.Of(full: 40, tiny: 2);

    private static int PatientsPerDoctor => Size.Of(full: 917, tiny: 60);

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        await using ListsWorkshop workshop = await ListsWorkshop.StartAsync((Rounds + 1) * ListsPerRound, PatientsPerDoctor);
        string storage = workshop.Host.Services.GetRequiredService<IConfiguration>()["AzureWebJobsStorage"]!;
        (TableClient table, TableClient claims, BlobContainerClient blobs) = await ScratchAsync(storage);
        using var calls = new StorageCalls(new TableServiceClient(storage).Uri.Port, new BlobServiceClient(storage).Uri.Port);

        PracticeClient[] first = await workshop.NextPracticesAsync(ListsPerRound);
        calls.Take();
        int rows = (await RoundAsync(first)).Rows;
        Dictionary<string, int> perList = calls.Take().ToDictionary(call => call.Key, call => (int)Math.Round((double)call.Value / ListsPerRound), StringComparer.Ordinal);
        var floor = new StorageFloor(table, claims, blobs, blobBytes: 60 * 1024, rowsPerTransaction: Math.Max(1, rows / perList[StorageFloor.Transaction]));
        double[] ratios = new double[Rounds];
        double lists = 0;
        double cpu = 0;
        for (int round = 0; round < Rounds; round++)
        {
            PracticeClient[] practices = await workshop.NextPracticesAsync(ListsPerRound);
            TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
            (_, double product) = await RoundAsync(practices);
            cpu += (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalSeconds;
            long begun = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, ListsPerRound).Select(_ => floor.PlayAsync(perList)));
            double bare = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            ratios[round] = bare / product;
            lists += product;
        }

        Array.Sort(ratios);
        string kinds = string.Join(", ", perList.Where(call => call.Value > 0).OrderByDescending(call => call.Value).Select(call => $"{call.Value} {call.Key}"));
        return
        [
            new Measurement(
                $"lists per second, end to end, {rows} rows each, {ListsPerRound} doctors at once",
                "the same storage calls bare, per second",
                ratios[Rounds / 2],
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"per list: {kinds}; the process was busy {cpu / (Rounds * ListsPerRound) * 1000:F0} ms of processor per list; {Rounds * ListsPerRound / lists:F0} lists/s here")),
        ];
    }

    private static async Task<(int Rows, double Seconds)> RoundAsync(PracticeClient[] practices)
    {
        long begun = Stopwatch.GetTimestamp();
        Core.Lists.Manifest[] lists = await Task.WhenAll(practices.Select(ListsWorkshop.MakeListAsync));
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Array.ForEach(practices, practice => practice.Dispose());
        return ((int)lists.Average(list => list.Rows), seconds);
    }

    private static async Task<(TableClient Table, TableClient Claims, BlobContainerClient Blobs)> ScratchAsync(string storage)
    {
        TableClient table = new TableServiceClient(storage).GetTableClient("benchmarkfloor");
        await table.CreateIfNotExistsAsync();
        TableClient claims = new TableServiceClient(storage).GetTableClient("benchmarkclaims");
        await claims.CreateIfNotExistsAsync();
        var blobs = new BlobContainerClient(storage, "benchmarkfloor");
        await blobs.CreateIfNotExistsAsync();
        return (table, claims, blobs);
    }
}
