using System.Diagnostics;
using Outreach.LocalHost.Azurite;

namespace Outreach.Testing.Azurite;

/// <summary>Stops an emulator and removes its folder once this test process is gone, however it ended: test runners do not wait for exit handlers.</summary>
internal static class EmulatorJanitor
{
    /// <summary>Waits until its standard input, a pipe from this process, is closed.</summary>
    private const string Script = "cat > /dev/null; kill -TERM \"$1\"; while kill -0 \"$1\" 2> /dev/null; do sleep 0.1; done; rm -rf \"$2\"";

    private static readonly List<Process> Waiting = [];

    public static void Watch(AzuriteServer server, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));
                Directory.Delete(folder, recursive: true);
            };
            return;
        }

        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "janitor", $"{server.ProcessId}", folder]) { UseShellExecute = false, RedirectStandardInput = true };
        lock (Waiting)
        {
            // Kept, so that the pipe stays open.
            Waiting.Add(Process.Start(start)!);
        }
    }
}
