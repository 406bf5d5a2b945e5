using System.Diagnostics;
using System.Globalization;

namespace Outreach.LocalHost.Durable;

/// <summary>Who holds a task hub, as noted beside the lease.</summary>
/// <param name="Started">When its process began: an id alone may have passed on to another process.</param>
internal sealed record LeaseHolder(string Machine, int Process, DateTime Started, DateTimeOffset Since)
{
    /// <summary>Its process was on this machine and is no more.</summary>
    public bool IsDeadHere => Machine == Environment.MachineName && !Lives();

    /// <summary>Its process is on this machine and lives.</summary>
    public bool IsAliveHere => Machine == Environment.MachineName && Lives();

    public static LeaseHolder Current(TimeProvider time) => new(Environment.MachineName, Environment.ProcessId, StartOf(System.Diagnostics.Process.GetCurrentProcess()), time.GetUtcNow());

    /// <summary>Null where nobody noted anything that can be read.</summary>
    public static LeaseHolder? Read(IDictionary<string, string> metadata) =>
        metadata.TryGetValue("machine", out string? machine)
        && metadata.TryGetValue("process", out string? process) && int.TryParse(process, CultureInfo.InvariantCulture, out int id)
        && metadata.TryGetValue("started", out string? started) && DateTime.TryParse(started, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime start)
        && metadata.TryGetValue("since", out string? since) && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, out DateTimeOffset held)
            ? new LeaseHolder(Uri.UnescapeDataString(machine), id, start, held)
            : null;

    public Dictionary<string, string> Write() => new(StringComparer.Ordinal)
    {
        ["machine"] = Uri.EscapeDataString(Machine),
        ["process"] = Process.ToString(CultureInfo.InvariantCulture),
        ["started"] = Started.ToString("O", CultureInfo.InvariantCulture),
        ["since"] = Since.ToString("O", CultureInfo.InvariantCulture),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {Process} on {Machine}, since {Since:u}");

    private static DateTime StartOf(Process process) => process.StartTime.ToUniversalTime();

    private bool Lives()
    {
        try
        {
            using Process process = System.Diagnostics.Process.GetProcessById(Process);
            return (StartOf(process) - Started).Duration() < TimeSpan.FromSeconds(2);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
