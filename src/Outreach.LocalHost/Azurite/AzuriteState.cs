using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Outreach.LocalHost.Azurite;

/// <summary>Who runs on a data folder: written beside the data, so that a later process finds what an earlier one left running.</summary>
/// <param name="AccountKey">Random, of this data folder.</param>
internal sealed record AzuriteState(
    int ProcessId, DateTime StartedAt, int OwnerId, DateTime OwnerStartedAt, int BlobPort, int QueuePort, int TablePort, bool AcceptTokens, string AccountKey)
{
    private const string FileName = "outreach-azurite.json";

    public static AzuriteState? Read(string dataFolder)
    {
        string path = Path.Combine(dataFolder, FileName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<AzuriteState>(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            // Killed while writing: whoever ran is not known any more.
            return null;
        }
    }

    public void Write(string dataFolder)
    {
        string path = Path.Combine(dataFolder, FileName);
        string next = path + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(this));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(next, path, overwrite: true);
    }

    public bool IsRunning => IsProcess(ProcessId, StartedAt);

    /// <summary>Whether it takes connections on all of its ports. One that is stopping does not, and may live on for seconds.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (int port in new[] { BlobPort, QueuePort, TablePort })
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public bool IsOwned => IsProcess(OwnerId, OwnerStartedAt);

    /// <summary>A process number is used again: the start time tells whether it is the same process.</summary>
    private static bool IsProcess(int id, DateTime startedAt)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && (process.StartTime.ToUniversalTime() - startedAt).Duration() < TimeSpan.FromSeconds(2);
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
