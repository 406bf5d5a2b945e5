using System.Diagnostics;
using System.Globalization;

namespace Outreach.Benchmarks;

/// <summary>The durable engine: orchestrations, steps, fan-out, resumption and rest; against the storage calls made, bare, or against itself when small.</summary>
internal static class EngineBenchmark
{
    private const int AtOnce = 64;

    private static int Rounds => Size.Of(full: 5, tiny: 1);

    private static int Orchestrations => Size.Of(full: 300, tiny: 5);

    private static int Resumed => Size.Of(full: 1_000, tiny: 5);

    private static int Wide => Size.Of(full: 10_000, tiny: 2 * EngineWorkshop.StepsPerMark);

    private static int Narrow => Size.Of(full: 1_000, tiny: 10);

    private static TimeSpan Settling => TimeSpan.FromMilliseconds(Size.Of(full: 3_000, tiny: 10));

    private static TimeSpan Rest => TimeSpan.FromMilliseconds(Size.Of(full: 10_000, tiny: 100));

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        await using EngineWorkshop workshop = await EngineWorkshop.StartAsync();
        using EngineFloor floor = await EngineFloor.StartAsync(workshop);
        return
        [
            await SequencesAsync(workshop, floor),
            await FanOutAsync(workshop),
            await StepsAsync(workshop),
            await ResumeAsync(workshop, floor),
            await RestAsync(workshop),
        ];
    }

    /// <summary>Three activities, one after the other: what the engine's users do most.</summary>
    private static async Task<Measurement> SequencesAsync(EngineWorkshop workshop, EngineFloor floor)
    {
        Task PlayAsync() => workshop.RunAsync(EngineWorkshop.Chain, Orchestrations, AtOnce, input: 3);
        await PlayAsync();
        double[] ratios = new double[Rounds];
        double perSecond = 0;
        Dictionary<string, int> each = [];
        TimeSpan cpu = TimeSpan.Zero;
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
            (double product, each) = await floor.MeasureAsync(Orchestrations, PlayAsync);
            cpu += Process.GetCurrentProcess().TotalProcessorTime - busy;
            ratios[round] = await floor.PlayAsync(each, Orchestrations, AtOnce) / product;
            perSecond += Orchestrations / product;
        }

        Array.Sort(ratios);
        return new Measurement(
            $"orchestrations of three activities in sequence, per second, {AtOnce} at once",
            "the same storage calls bare, per second",
            ratios[Rounds / 2],
            string.Create(
                CultureInfo.InvariantCulture,
                $"each: {EngineFloor.Describe(each)}; {cpu.TotalMilliseconds / Rounds / Orchestrations:F1} ms of processor each; {perSecond / Rounds:F0} a second here"));
    }

    /// <summary>A wide fan-out costs no more for each activity than a narrow one, and memory for what waits only.</summary>
    private static async Task<Measurement> FanOutAsync(EngineWorkshop workshop)
    {
        Task PlayAsync(int width) => workshop.RunAsync(EngineWorkshop.FanOut, count: 1, atOnce: 1, width);
        await PlayAsync(Narrow);
        double narrow = (await EngineFloor.TimeAsync(() => PlayAsync(Narrow)) + await EngineFloor.TimeAsync(() => PlayAsync(Narrow))) / 2;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        await using (new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), state: null, dueTime: 0, period: 20))
        {
            double wide = await EngineFloor.TimeAsync(() => PlayAsync(Wide));
            return new Measurement(
                $"one activity of a fan-out to {Wide:N0}",
                $"one of a fan-out to {Narrow:N0}",
                wide / Wide / (narrow / Narrow),
                string.Create(CultureInfo.InvariantCulture, $"{Wide / wide:F0} activities a second here; heap {before / 1048576.0:F0} MiB before, {peak / 1048576.0:F0} MiB at the most"));
        }
    }

    /// <summary>History never grows a page: the last steps cost what the first ones cost.</summary>
    private static async Task<Measurement> StepsAsync(EngineWorkshop workshop)
    {
        await workshop.RunAsync(EngineWorkshop.Chain, count: 1, atOnce: 1, Wide + 1);
        double first = Stopwatch.GetElapsedTime(workshop.Marks[0], workshop.Marks[EngineWorkshop.StepsPerMark]).TotalSeconds;
        double last = Stopwatch.GetElapsedTime(workshop.Marks[Wide - EngineWorkshop.StepsPerMark], workshop.Marks[Wide]).TotalSeconds;
        return new Measurement(
            $"the last thousand of {Wide:N0} activities in sequence",
            "the first thousand",
            last / first,
            string.Create(CultureInfo.InvariantCulture, $"{EngineWorkshop.StepsPerMark / last:F0} steps a second here"));
    }

    /// <summary>After a crash everything in flight is read, replayed, and its activity run again.</summary>
    private static async Task<Measurement> ResumeAsync(EngineWorkshop workshop, EngineFloor floor)
    {
        string[] ids = new string[Resumed];
        await Parallel.ForAsync(0, Resumed, async (index, _) => ids[index] = await workshop.StartAsync(EngineWorkshop.Blocked));
        await workshop.StopEngineAsync();
        (double product, Dictionary<string, int> each) = await floor.MeasureAsync(Resumed, async () =>
        {
            await workshop.StartEngineAsync();
            await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (id, _) => await workshop.CompleteAsync(id));
        });
        double bare = await floor.PlayAsync(each, Resumed, AtOnce);
        return new Measurement(
            $"{Resumed:N0} orchestrations in flight, from the start after a crash to their end, per second",
            "the same storage calls bare, per second",
            bare / product,
            string.Create(CultureInfo.InvariantCulture, $"each: {EngineFloor.Describe(each)}; {product:F1} s here"));
    }

    /// <summary>Waiting costs nothing: no polling.</summary>
    private static async Task<Measurement> RestAsync(EngineWorkshop workshop)
    {
        await Task.Delay(Settling, TimeProvider.System);
        double before = await RestingAsync();
        await Parallel.ForAsync(0, Resumed, async (_, _) => await workshop.StartAsync(EngineWorkshop.Waiting));
        await Task.Delay(Settling, TimeProvider.System);
        double waiting = await RestingAsync();
        return new Measurement(
            $"processor time at rest with {Resumed:N0} orchestrations waiting",
            "with none",
            waiting / before,
            string.Create(CultureInfo.InvariantCulture, $"{waiting:F1} ms a second, {before:F1} ms with none"));
    }

    private static async Task<double> RestingAsync()
    {
        TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
        await Task.Delay(Rest, TimeProvider.System);
        return (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalMilliseconds / Rest.TotalSeconds;
    }
}
