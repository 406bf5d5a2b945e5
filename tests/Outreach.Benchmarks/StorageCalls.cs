using System.Collections.Concurrent;
using System.Diagnostics;

namespace Outreach.Benchmarks;

/// <summary>Counts what a process asks of storage, by kind: every outgoing HTTP request to the emulator.</summary>
internal sealed class StorageCalls : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <param name="ports">Ports of the emulator's services.</param>
    public StorageCalls(params int[] ports)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("server.port") is int port && ports.Contains(port))
                {
                    _counts.AddOrUpdate(Kind(activity), 1, static (_, count) => count + 1);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The counts so far; they begin again at nothing.</summary>
    public Dictionary<string, int> Take()
    {
        var taken = new Dictionary<string, int>(_counts, StringComparer.Ordinal);
        _counts.Clear();
        return taken;
    }

    public void Dispose() => _listener.Dispose();

    private static string Kind(Activity activity)
    {
        var url = new Uri((string)activity.GetTagItem("url.full")!);
        string path = url.AbsolutePath;
        string method = (string)activity.GetTagItem("http.request.method")!;
        return (method, path) switch
        {
            ("POST", _) when path.EndsWith("$batch", StringComparison.Ordinal) => StorageFloor.Transaction,
            ("POST", _) => StorageFloor.Insert,
            ("GET", _) when path.Contains("PartitionKey=", StringComparison.Ordinal) => StorageFloor.Read,
            ("GET", _) when path.EndsWith("()", StringComparison.Ordinal) => StorageFloor.Query,
            ("PUT" or "PATCH" or "MERGE", _) when path.Contains("PartitionKey=", StringComparison.Ordinal) => StorageFloor.Upsert,
            ("DELETE", _) when path.Contains("PartitionKey=", StringComparison.Ordinal) => StorageFloor.Delete,
            ("DELETE", _) => StorageFloor.DeleteBlob,
            ("GET", _) when path.Count('/') == 2 => StorageFloor.ListBlobs,
            ("PUT", _) => StorageFloor.PutBlob,
            _ => StorageFloor.ReadBlob,
        };
    }
}
