using System.Globalization;
using Outreach.Benchmarks;

// Without arguments everything; else the parts that are named: sealing, lists, contacts, engine, sweep, memory.
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

static void Print(IEnumerable<Measurement> rows)
{
    foreach (Measurement row in rows)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Baseline} | {row.Ratio:F2} | {row.Detail} |"));
    }
}
