using System.Globalization;
using Outreach.LocalHost.Demonstration;

namespace Outreach.Benchmarks;

/// <summary>The host's memory after so many lists, all of them still alive: what it keeps must not grow with them.</summary>
internal static class MemoryBenchmark
{
    private const int PatientsPerDoctor = 6;

    private static int AtOnce => Size.Of(full: 50, tiny: 2);

    private static int[] Marks => Size.IsTiny ? [2, 4] : [100, 1_000, 2_000, 5_000, 10_000];

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        await using ListsWorkshop workshop = await ListsWorkshop.StartAsync(Marks[^1], PatientsPerDoctor);
        Dictionary<int, double> heap = [];
        for (int made = 0; made < Marks[^1]; made += AtOnce)
        {
            PracticeClient[] practices = await workshop.NextPracticesAsync(AtOnce);
            await Task.WhenAll(practices.Select(ListsWorkshop.MakeListAsync));
            Array.ForEach(practices, practice => practice.Dispose());
            if (Marks.Contains(made + AtOnce))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
                heap[made + AtOnce] = GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;

                // It takes its time: each mark is told when it is reached, beside the table.
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{made + AtOnce:N0} lists alive: {heap[made + AtOnce]:F1} MiB"));
            }
        }

        string detail = string.Join(", ", heap.Select(mark => string.Create(CultureInfo.InvariantCulture, $"{mark.Value:F0} MiB after {mark.Key:N0}")));
        return [new Measurement($"managed heap after {Marks[^1]:N0} lists, all alive", $"after {Marks[0]} lists", heap[Marks[^1]] / heap[Marks[0]], detail)];
    }
}
