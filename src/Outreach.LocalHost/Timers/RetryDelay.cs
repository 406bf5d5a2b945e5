using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Outreach.LocalHost.Timers;

/// <summary>How long to wait before a failed run is tried again.</summary>
internal static class RetryDelay
{
    private const int Forever = -1;
    private const double Jitter = 0.2;

    /// <summary>Null once it has been tried often enough.</summary>
    /// <param name="attempt">1 is the first repetition.</param>
    public static TimeSpan? Of(RetryAttribute? retry, int attempt) => retry switch
    {
        null => null,
        { MaxRetryCount: not Forever and var most } when attempt > most => null,
        FixedDelayRetryAttribute fixedly => Parse(fixedly.DelayInterval),
        ExponentialBackoffRetryAttribute growing => Growing(Parse(growing.MinimumInterval), Parse(growing.MaximumInterval), attempt),
        _ => null,
    };

    /// <summary>The least, and again as much doubled each time, give or take a fifth; the most at most.</summary>
    private static TimeSpan Growing(TimeSpan least, TimeSpan most, int attempt)
    {
        double jitter = 1 - Jitter + (2 * Jitter * Random.Shared.NextDouble());
        double ticks = least.Ticks + (least.Ticks * Math.Pow(2, attempt - 1) * jitter);
        return ticks < most.Ticks ? TimeSpan.FromTicks((long)ticks) : most;
    }

    private static TimeSpan Parse(string interval) => TimeSpan.Parse(interval, CultureInfo.InvariantCulture);
}
