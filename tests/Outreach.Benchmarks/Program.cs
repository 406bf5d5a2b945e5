using System.Globalization;

namespace Outreach.Benchmarks;

/// <summary>
/// Prints the table. Without names everything is measured; else the parts that are named. Numbers are for import, rows on the emulator and then rows for memory, or the first for
/// selection, people. `tiny` measures nothing worth a word and shows that everything runs.
/// </summary>
internal static class Program
{
    private static readonly Dictionary<string, Func<int[], IAsyncEnumerable<Measurement>>> Parts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sealing"] = _ => SealingBenchmark.Run().ToAsyncEnumerable(),
        ["lists"] = _ => Rows(ListsBenchmark.RunAsync),
        ["contacts"] = _ => Rows(ContactsBenchmark.RunAsync),
        ["engine"] = _ => Rows(EngineBenchmark.RunAsync),
        ["sweep"] = _ => Rows(SweepBenchmark.RunAsync),
        ["memory"] = _ => Rows(MemoryBenchmark.RunAsync),
        ["import"] = numbers => Rows(() => ImportBenchmark.RunAsync(Number(numbers, 0, Size.Of(full: 100_000, tiny: 2_000))))
            .Concat(Rows(() => ImportMemoryBenchmark.RunAsync(Number(numbers, 1, Size.Of(full: 5_000_000, tiny: 5_000))))),
        ["selection"] = numbers => Rows(() => SelectionBenchmark.RunAsync(Number(numbers, 0, Size.Of(full: 6_000_000, tiny: 3_000)))),
        ["sending"] = _ => Rows(SendingBenchmark.RunAsync),
    };

    public static IEnumerable<string> Names => Parts.Keys;

    public static async Task Main(string[] args) => await RunAsync(args, Console.Out);

    public static async Task RunAsync(IReadOnlyCollection<string> args, TextWriter output)
    {
        Size.IsTiny = args.Contains("tiny", StringComparer.OrdinalIgnoreCase);
        int[] numbers = [.. args.Where(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out _)).Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
        string[] named = [.. Parts.Keys.Where(part => args.Contains(part, StringComparer.OrdinalIgnoreCase))];
        await output.WriteLineAsync("| what | baseline, same run | ratio | |");
        await output.WriteLineAsync("|---|---|---|---|");
        foreach (string part in named.Length == 0 ? [.. Parts.Keys] : named)
        {
            await foreach (Measurement row in Parts[part](numbers))
            {
                string ratio = double.IsNaN(row.Ratio) ? "—" : row.Ratio.ToString("F2", CultureInfo.InvariantCulture);
                await output.WriteLineAsync($"| {row.Name} | {row.Baseline} | {ratio} | {row.Detail} |");
            }
        }
    }

    private static async IAsyncEnumerable<Measurement> Rows(Func<Task<IReadOnlyList<Measurement>>> measure)
    {
        foreach (Measurement row in await measure())
        {
            yield return row;
        }
    }

    private static int Number(int[] numbers, int index, int otherwise) => index < numbers.Length ? numbers[index] : otherwise;
}
