using System.Diagnostics;
using System.Text;
using Outreach.LocalHost.Settings;
using Outreach.Testing;

namespace Outreach.EndToEnd;

/// <summary>The real local host as a process of its own, on a folder of its own, so that it can be killed and started again.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    /// <summary>The host prints it once it is ready.</summary>
    private const string Ready = "Ctrl+C stops.";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly StringBuilder _output = new();
    private Process? _process;

    private readonly IReadOnlyDictionary<string, string> _settings;

    private HostProcess(LocalFolder folder, int port, IReadOnlyDictionary<string, string> settings)
    {
        Folder = folder;
        _settings = settings;
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    public LocalFolder Folder { get; }

    public Uri Address { get; }

    /// <summary>Everything the host has printed, over all its lives.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <param name="settings">Settings that win over the folder's, as environment variables do.</param>
    public static async Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var host = new HostProcess(LocalFolders.Ready(), LoopbackPorts.Free(1)[0], settings ?? new Dictionary<string, string>(StringComparer.Ordinal));
        await host.RestartAsync();
        return host;
    }

    /// <summary>`kill -9`, at once.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
    }

    /// <summary>Starts the host and waits until it is ready.</summary>
    public async Task RestartAsync()
    {
        _process?.Dispose();
        int printed = Output.Length;
        long begun = TimeProvider.System.GetTimestamp();
        _process = Launch("--port", $"{Address.Port}");
        while (!Output[printed..].Contains(Ready, StringComparison.Ordinal))
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(begun) > StartPatience)
            {
                throw new InvalidOperationException($"The host did not start:{Environment.NewLine}{Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Runs a command beside the host; its exit code.</summary>
    public async Task<int> RunAsync(params string[] arguments)
    {
        using Process command = Launch(arguments);
        await command.WaitForExitAsync();
        return command.ExitCode;
    }

    /// <summary>Stops the host as an operator does, and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            using Process terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await _process.WaitForExitAsync(patience.Token);
        }

        _process?.Dispose();
        Directory.Delete(Folder.Root, recursive: true);
    }

    private Process Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LocalFolder).Assembly.Location, .. arguments])
        {
            WorkingDirectory = Folder.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string key, string value) in _settings)
        {
            start.Environment[key] = value;
        }

        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
