using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Register;
using Outreach.Adapters.Storage;
using Outreach.Core.Register.Runs;
using Outreach.LocalHost.Azurite;
using Outreach.Testing.Azurite;

namespace Outreach.Benchmarks;

/// <summary>An import from landing to nothing, against the bare writes of the very envelopes it made; without a task hub.</summary>
internal static class ImportBenchmark
{
    private const int ParallelCalls = 64;

    private static int Rounds => Size.Of(full: 5, tiny: 1);

    public static async Task<IReadOnlyList<Measurement>> RunAsync(int rows)
    {
        AzuriteServer server = await AzuriteFixture.StartOwnAsync();
        OutreachStorage storage = StorageClients.Open(
            new StorageOptions
            {
                Data = new StorageAccount(server.ConnectionString),
                Lists = new StorageAccount(server.ConnectionString),
                Audit = new StorageAccount(server.ConnectionString),
            },
            new Lazy<Azure.Core.TokenCredential>(() => throw new InvalidOperationException("The emulator needs none.")));
        using ImportWorkshop workshop = await ImportWorkshop.CreateAsync(services => services.AddSingleton(storage));
        await workshop.Get<StorageSetup>().RunAsync(CancellationToken.None);
        TableClient floor = storage.Data.GetTableClient("benchmarkregister");
        await floor.CreateIfNotExistsAsync();

        // Once for nothing: whoever comes first pays for starting, and for what is compiled again once it is known to be hot.
        await ImportAsync(workshop, storage, Math.Min(rows, 30_000), "Warm");
        double[] ratios = new double[Rounds];
        double perSecond = 0, bytes = 0;
        int envelopes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            (double product, ImportRun run) = await ImportAsync(workshop, storage, rows, $"Martin-{(char)('a' + round)}");
            List<TableEntity> written = await WrittenAsync(storage, workshop, run);
            double bare = await TimeAsync(() => WriteAsync(floor, written));
            (ratios[round], perSecond, envelopes) = (bare / product, rows / product, written.Count);
            bytes = written.Average(row => row.GetString(TablesRegister.SealedColumn).Length);
        }

        string detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{envelopes} envelopes of {bytes / 1024:F1} KiB on average, {rows / (double)envelopes:F0} people each; {perSecond:F0} rows/s here, extract read, judged, sorted and destroyed included");
        return [new Measurement($"import of {rows:N0} rows, rows per second", "the same envelopes written bare, 64 at once, rows per second", ratios.Order().ElementAt(Rounds / 2), detail)];
    }

    private static async Task<(double Seconds, ImportRun Run)> ImportAsync(ImportWorkshop workshop, OutreachStorage storage, int rows, string name)
    {
        string extract = $"extract-{name.ToLowerInvariant()}";
        BlobClient landed = storage.Lists.GetBlobContainerClient(BlobImportFiles.LandingContainer).GetBlobClient($"{workshop.Campaign.Value}/{extract}");
        await using (GeneratedExtract file = new(rows, name))
        {
            await landed.UploadAsync(file, overwrite: true);
        }

        ImportRun? run = null;
        double seconds = await TimeAsync(async () => run = await workshop.ImportAsync(extract));
        return run is { State: ImportState.Completed } && run.Counts.Loaded == rows
            ? (seconds, run)
            : throw new InvalidOperationException($"The import ended as {run?.State}, {run?.Fault?.Code}.");
    }

    private static async Task<List<TableEntity>> WrittenAsync(OutreachStorage storage, ImportWorkshop workshop, ImportRun run)
    {
        (string first, string end) = RegisterRowKey.RangeOf(workshop.Campaign);
        (string from, string to) = RegisterRowKey.RangeOf(run.Generation);
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end} and RowKey ge {from} and RowKey lt {to}");
        return await storage.Data.GetTableClient(TablesRegister.Table).QueryAsync<TableEntity>(filter).ToListAsync();
    }

    private static Task WriteAsync(TableClient floor, List<TableEntity> rows) => Parallel.ForEachAsync(
        rows,
        new ParallelOptions { MaxDegreeOfParallelism = ParallelCalls },
        async (row, cancelled) => await floor.UpsertEntityAsync(
            new TableEntity(row.PartitionKey, row.RowKey) { [TablesRegister.SealedColumn] = row.GetString(TablesRegister.SealedColumn) }, TableUpdateMode.Replace, cancelled));

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
