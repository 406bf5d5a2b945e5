using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Outreach.Core.Deletion;

namespace Outreach.Benchmarks;

/// <summary>One run of the deletion timer over lists that are all due: its cost per list, its memory, and what it costs beside the bare calls it makes.</summary>
internal static class SweepBenchmark
{
    /// <summary>Every general practitioner's list at once, as at a campaign's end.</summary>
    private static int AllLists => Size.Of(full: 52_500, tiny: 30);

    private static int Tenth => Size.Of(full: 5_000, tiny: 10);

    private static int StoredLists => Size.Of(full: 200, tiny: 10);

    private static int Rounds => Size.Of(full: 3, tiny: 1);

    public static async Task<IReadOnlyList<Measurement>> RunAsync() => [await FlatAsync(), await AgainstFloorAsync()];

    /// <summary>In memory, with the same handlers: what grows with the number of lists would show.</summary>
    private static async Task<Measurement> FlatAsync()
    {
        // A first run, small, so that what is compiled on the way is.
        using (SweepWorkshop warm = await SweepWorkshop.InMemoryAsync(Tenth))
        {
            await warm.Handler.RunAsync(warm.Hub, CancellationToken.None);
        }

        using SweepWorkshop workshop = await SweepWorkshop.InMemoryAsync(AllLists);
        using var memory = new SweepMemory(workshop.Hub);
        EnforcementResult result = await workshop.Handler.RunAsync(memory, CancellationToken.None);
        if (result.Destroyed != AllLists)
        {
            throw new InvalidOperationException($"{result.Destroyed} lists were destroyed.");
        }

        double first = memory.SecondsBetween(0, Tenth);
        double last = memory.SecondsBetween(AllLists - Tenth, AllLists);
        return new Measurement(
            $"the sweep over {AllLists:N0} due lists, per list, its last {Tenth:N0}",
            $"its first {Tenth:N0}",
            last / first,
            string.Create(
                CultureInfo.InvariantCulture,
                $"storage in memory, the same handlers, {AllLists / memory.SecondsBetween(0, AllLists):F0} lists/s; managed heap {memory.StartMiB:F0} MiB before, at most {memory.PeakMiB:F0} MiB during, records of the fake storage included; a run stops after its budget and the next goes on"));
    }

    /// <summary>On the emulator, fewer: against the same calls bare.</summary>
    private static async Task<Measurement> AgainstFloorAsync()
    {
        using SweepWorkshop workshop = await SweepWorkshop.StoredAsync();
        TableClient table = new TableServiceClient(workshop.ConnectionString).GetTableClient("sweepfloor");
        await table.CreateIfNotExistsAsync();
        var blobs = new BlobContainerClient(workshop.ConnectionString, "sweepfloor");
        await blobs.CreateIfNotExistsAsync();
        var floor = new StorageFloor(table, table, blobs, blobBytes: 0, rowsPerTransaction: 2);
        using var calls = new StorageCalls(table.Uri.Port, blobs.Uri.Port);
        double[] ratios = new double[Rounds];
        Dictionary<string, int> each = [];
        double rate = 0;
        for (int round = 0; round < Rounds; round++)
        {
            await workshop.AddDueAsync(StoredLists);
            calls.Take();
            double product = await EngineFloor.TimeAsync(() => workshop.Handler.RunAsync(workshop.Hub, CancellationToken.None));
            each = calls.Take().ToDictionary(call => call.Key, call => (int)Math.Round((double)call.Value / StoredLists), StringComparer.Ordinal);
            Dictionary<string, int> played = each;
            double bare = await EngineFloor.TimeAsync(() => Parallel.ForEachAsync(
                Enumerable.Range(0, StoredLists),
                new ParallelOptions { MaxDegreeOfParallelism = workshop.Policy.AtOnce },
                async (_, _) => await floor.PlayAsync(played)));
            ratios[round] = bare / product;
            rate += StoredLists / product / Rounds;
        }

        Array.Sort(ratios);
        return new Measurement(
            $"due lists destroyed per second, {StoredLists} at a time, {workshop.Policy.AtOnce} at once",
            "the same storage calls bare, per second",
            ratios[Rounds / 2],
            string.Create(CultureInfo.InvariantCulture, $"per list: {EngineFloor.Describe(each)}; without a task hub; {rate:F0} lists/s here"));
    }
}
