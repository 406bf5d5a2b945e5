using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;
using Outreach.Testing.Register.Runs;

namespace Outreach.Benchmarks;

/// <summary>The managed heap while very many rows are imported: it must not grow with them.</summary>
internal static class ImportMemoryBenchmark
{
    private const int Marks = 10;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(int rows)
    {
        List<double> heap = [];
        long step = rows * 160L / Marks;
        using SimulatedStorage storage = new(rows, bytes =>
        {
            if (bytes >= step * (heap.Count + 1))
            {
                heap.Add(HeapWatch.AliveMiB());
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{heap.Count * 100 / Marks}% read: {heap[^1]:F1} MiB"));
            }
        });
        using ImportWorkshop workshop = await ImportWorkshop.CreateAsync(services => services
            .AddSingleton<IImportBlobs>(storage)
            .AddSingleton<IRegisterWriter>(storage)
            .AddSingleton<IImportRunStore, InMemoryImportRunStore>()
            .AddSingleton<Core.Contacts.IContactLedger>(new Testing.Contacts.InMemoryContactLedger(TimeProvider.System))
            .AddSingleton<Core.Register.IRegister>(new Testing.Register.InMemoryRegister(TimeProvider.System)));
        double before = HeapWatch.AliveMiB();
        long begun = Stopwatch.GetTimestamp();
        using HeapWatch watch = new();
        ImportRun run = await workshop.ImportAsync(SimulatedStorage.Extract);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (run.State != ImportState.Completed || run.Counts.Loaded != rows)
        {
            throw new InvalidOperationException($"The import ended as {run.State}, {run.Fault?.Code}.");
        }

        string detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{before:F0} MiB before, {string.Join(", ", heap.Select(mark => mark.ToString("F0", CultureInfo.InvariantCulture)))} at each tenth of reading, at most {watch.MostMiB:F0} MiB at any second, not collected; storage is a simulator with Azure's published limits (20,000 requests/s an account, 2,000 KiB/s a table partition, 500 requests/s and 60 MiB/s a blob), files on disk, rows sealed, counted and dropped: {storage.Envelopes:N0} envelopes of {storage.Bytes / 1024.0 / storage.Envelopes:F1} KiB; {rows / seconds:F0} rows/s here");
        return [new Measurement($"managed heap while {rows:N0} rows are read, at the end", "after a tenth of them", heap[^1] / heap[0], detail)];
    }
}
