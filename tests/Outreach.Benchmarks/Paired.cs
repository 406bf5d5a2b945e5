using System.Diagnostics;

namespace Outreach.Benchmarks;

/// <summary>One row of the table: what was measured against which baseline, in the same run.</summary>
/// <param name="Ratio">Product time over baseline time, median of the pairs; below 1 is faster.</param>
public sealed record Measurement(string Name, string Baseline, double Ratio, string Detail);

/// <summary>Times product and baseline alternately, so that a noisy machine disturbs both alike.</summary>
public static class Paired
{
    public static double Ratio(Action product, Action baseline, int pairs)
    {
        product();
        baseline();
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++)
        {
            // Whoever goes first warms caches for the other: take turns.
            (double productTime, double baselineTime) = i % 2 == 0
                ? (Time(product), Time(baseline))
                : Swap(Time(baseline), Time(product));
            ratios[i] = productTime / baselineTime;
        }

        Array.Sort(ratios);
        return ratios[pairs / 2];
    }

    /// <summary>Bytes that one call allocates on this thread.</summary>
    public static long Allocated(Action call)
    {
        call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static (double Product, double Baseline) Swap(double baseline, double product) => (product, baseline);

    private static double Time(Action call)
    {
        long begun = Stopwatch.GetTimestamp();
        call();
        return Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
    }
}
