namespace Outreach.Benchmarks;

/// <summary>How much is measured: all of it, or so little that a test sees in seconds whether the benchmarks still run.</summary>
internal static class Size
{
    public static bool IsTiny { get; set; }

    public static int Of(int full, int tiny) => IsTiny ? tiny : full;
}
