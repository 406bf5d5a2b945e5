using System.Diagnostics;
using System.Globalization;
using Outreach.LocalHost.Azurite;

namespace Outreach.Testing;

/// <summary>Cleans up once this test process is gone, however it ended: test runners do not wait for exit handlers.</summary>
public static class Janitor
{
    /// <summary>Waits until its standard input, a pipe from this process, is closed.</summary>
    private const string Script = """
        cat > /dev/null
        folder=$1
        if [ -n "$2" ]; then
          kill -TERM "$2"
          while kill -0 "$2" 2> /dev/null; do sleep 0.1; done
        fi
        rm -rf "$folder"
        """;

    private static readonly List<Process> Waiting = [];

    public static void RemoveAfterwards(string folder) => Watch(folder, process: "", () => Directory.Delete(folder, recursive: true));

    /// <summary>Stops an emulator, then removes its folder.</summary>
    public static void StopAfterwards(AzuriteServer server, string folder)
    {
        ArgumentNullException.ThrowIfNull(server);
        Watch(folder, $"{server.ProcessId}", () =>
        {
            server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));
            Directory.Delete(folder, recursive: true);
        });
    }

    /// <summary>Stops a process that was started by this one and stays until then, and removes its folder.</summary>
    public static void StopAfterwards(Process process, string folder)
    {
        ArgumentNullException.ThrowIfNull(process);
        Watch(folder, string.Create(CultureInfo.InvariantCulture, $"{process.Id}"), () =>
        {
            process.Kill(entireProcessTree: true);
            Directory.Delete(folder, recursive: true);
        });
    }

    private static void Watch(string folder, string process, Action onWindows)
    {
        if (OperatingSystem.IsWindows())
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => onWindows();
            return;
        }

        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "janitor", folder, process]) { UseShellExecute = false, RedirectStandardInput = true };
        lock (Waiting)
        {
            // Kept, so that the pipe stays open.
            Waiting.Add(Process.Start(start)!);
        }
    }
}
