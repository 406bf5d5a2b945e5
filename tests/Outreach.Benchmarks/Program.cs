using System.Globalization;
using Outreach.Benchmarks;

// Without arguments everything; else the parts that are named: sealing, lists, contacts, engine, sweep, memory, import.
// Numbers are for import: rows on the emulator, then rows for memory; 100000 5000000 if none are given.
int[] numbers = [.. args.Where(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out _)).Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
bool Wanted(string part) => args.Length == 0 || args.Contains(part, StringComparer.OrdinalIgnoreCase);

Console.WriteLine("| what | baseline, same run | ratio | |");
Console.WriteLine("|---|---|---|---|");
if (Wanted("sealing"))
{
    Print(SealingBenchmark.Run());
}

if (Wanted("lists"))
{
    Print(await ListsBenchmark.RunAsync());
}

if (Wanted("contacts"))
{
    Print(await ContactsBenchmark.RunAsync());
}

if (Wanted("engine"))
{
    Print(await EngineBenchmark.RunAsync());
}

if (Wanted("sweep"))
{
    Print(await SweepBenchmark.RunAsync());
}

if (Wanted("memory"))
{
    Print(await MemoryBenchmark.RunAsync());
}

if (Wanted("import"))
{
    Print(await ImportBenchmark.RunAsync(numbers.ElementAtOrDefault(0) is > 0 and { } rows ? rows : 100_000));
    Print(await ImportMemoryBenchmark.RunAsync(numbers.ElementAtOrDefault(1) is > 0 and { } many ? many : 5_000_000));
}

static void Print(IEnumerable<Measurement> rows)
{
    foreach (Measurement row in rows)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Baseline} | {row.Ratio:F2} | {row.Detail} |"));
    }
}
