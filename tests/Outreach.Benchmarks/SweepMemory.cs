using System.Diagnostics;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Benchmarks;

/// <summary>Looks at the clock and the heap as a sweep comes by: each list's history is asked for once.</summary>
internal sealed class SweepMemory(IListOrchestrations hub) : IListOrchestrations, IDisposable
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Dictionary<int, double> _seconds = new() { [0] = 0 };
    private readonly Lock _lock = new();
    private int _passed;

    private static int Every => Size.Of(full: 2_500, tiny: 10);

    public double StartMiB { get; } = MiB();

    public double PeakMiB { get; private set; }

    public double SecondsBetween(int first, int last) => _seconds[last] - _seconds[first];

    public Task StartAsync(ListRequestId request, CancellationToken cancellationToken) => hub.StartAsync(request, cancellationToken);

    public Task WakeAsync(ListRequestId request, CancellationToken cancellationToken) => hub.WakeAsync(request, cancellationToken);

    public IAsyncEnumerable<ListRequestId> FinishedAsync(string prefix, CancellationToken cancellationToken) => hub.FinishedAsync(prefix, cancellationToken);

    public Task<PurgeOutcome> PurgeAsync(ListRequestId request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (++_passed % Every == 0)
            {
                _seconds[_passed] = Stopwatch.GetElapsedTime(_begun).TotalSeconds;
                PeakMiB = Math.Max(PeakMiB, MiB());
            }
        }

        return hub.PurgeAsync(request, cancellationToken);
    }

    public void Dispose() => _seconds.Clear();

    /// <summary>What is alive; collecting takes the same at every mark.</summary>
    private static double MiB() => GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
}
