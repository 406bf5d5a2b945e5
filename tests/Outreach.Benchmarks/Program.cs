using System.Globalization;
using Outreach.Benchmarks;

Console.WriteLine("| what | baseline, same run | ratio | |");
Console.WriteLine("|---|---|---|---|");
foreach (Measurement row in SealingBenchmark.Run())
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Baseline} | {row.Ratio:F2} | {row.Detail} |"));
}
