using System.Collections.Concurrent;
using System.Diagnostics;

namespace Outreach.Benchmarks;

/// <summary>
/// What Azure publishes as targets of a standard account: 20,000 requests a second (tables: entities of 1 KiB), 2,000 entities of 1 KiB a second in one partition of a
/// table, and for one blob 500 requests and 60 MiB a second. The last two are page blobs' now; block blobs have no lower limit than the account, so this is on the safe side.
/// Larger entities count by the KiB, which is too.
/// </summary>
internal sealed class StorageLimits
{
    private const double Account = 20_000;
    private const double Partition = 2_000;
    private const double BlobRequests = 500;
    private const double BlobBytes = 60 * 1024 * 1024;

    private readonly Pace _account = new(Account);
    private readonly ConcurrentDictionary<string, Pace> _partitions = new(StringComparer.Ordinal);

    /// <summary>Waits as long as Azure would have somebody wait who writes this entity.</summary>
    public Task EntityAsync(string partition, int bytes)
    {
        double units = Math.Ceiling(bytes / 1024.0);
        Task own = _partitions.GetOrAdd(partition, static _ => new Pace(Partition)).TakeAsync(units);
        return Task.WhenAll(_account.TakeAsync(units), own);
    }

    public BlobPace Blob() => new(this);

    /// <summary>One blob's requests.</summary>
    internal sealed class BlobPace(StorageLimits limits)
    {
        private readonly Pace _requests = new(BlobRequests);
        private readonly Pace _bytes = new(BlobBytes);

        public Task RequestAsync(int bytes) => Task.WhenAll(limits._account.TakeAsync(1), _requests.TakeAsync(1), _bytes.TakeAsync(bytes));
    }

    /// <summary>So many units a second, after one another.</summary>
    private sealed class Pace(double perSecond)
    {
        private readonly Lock _lock = new();
        private readonly long _begun = Stopwatch.GetTimestamp();
        private double _free;

        public Task TakeAsync(double units)
        {
            double wait;
            lock (_lock)
            {
                double now = Stopwatch.GetElapsedTime(_begun).TotalSeconds;
                _free = Math.Max(_free, now) + (units / perSecond);
                wait = _free - now;
            }

            // Clocks of the system tick every few milliseconds: shorter waits are added up.
            return wait < 0.02 ? Task.CompletedTask : Task.Delay(TimeSpan.FromSeconds(wait), TimeProvider.System);
        }
    }
}
