namespace Outreach.Benchmarks;

/// <summary>Looks every second at the managed heap, rubbish included.</summary>
internal sealed class HeapWatch : IDisposable
{
    private const double Bytes = 1048576.0;

    private readonly ITimer _timer;

    public HeapWatch() => _timer = TimeProvider.System.CreateTimer(
        _ => MostMiB = Math.Max(MostMiB, GC.GetTotalMemory(forceFullCollection: false) / Bytes), state: null, TimeSpan.Zero, TimeSpan.FromSeconds(1));

    public double MostMiB { get; private set; }

    /// <summary>What is alive; collecting takes the same at every mark.</summary>
    public static double AliveMiB() => GC.GetTotalMemory(forceFullCollection: true) / Bytes;

    public void Dispose() => _timer.Dispose();
}
