using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Outreach.LocalHost.Azurite;

/// <summary>The storage emulator on free loopback ports: started, or found running on its data folder, and stopped by whoever answers for it.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>In the data folder of an emulator that accepts tokens: the certificate it shows, for clients to pin.</summary>
    public const string CertificateFile = LoopbackCertificate.FileName;

    private const string Account = "devstoreaccount1";
    private const int Terminate = 15;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private readonly AzuriteState _state;
    private readonly bool _owned;

    private AzuriteServer(AzuriteState state, bool owned)
    {
        _state = state;
        _owned = owned;
    }

    public Uri BlobEndpoint => Endpoint(_state.BlobPort);

    public Uri TableEndpoint => Endpoint(_state.TablePort);

    /// <summary>For the Azure SDK; the key is random and of this data folder.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol={Scheme};AccountName={Account};AccountKey={_state.AccountKey};"
        + $"BlobEndpoint={BlobEndpoint};QueueEndpoint={Endpoint(_state.QueuePort)};TableEndpoint={TableEndpoint};";

    private string Scheme => _state.AcceptTokens ? "https" : "http";

    /// <summary>Finds the emulator of a data folder, or starts one and waits until it answers.</summary>
    public static async Task<AzuriteServer> StartAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.DataFolder);
        if (AzuriteState.Read(options.DataFolder) is { IsRunning: true } running)
        {
            return Join(options, running);
        }

        (string node, string script) = await AzuriteInstallation.EnsureAsync(options, cancellationToken);
        int[] ports = FreePorts(3);
        string key = AzuriteState.Read(options.DataFolder)?.AccountKey ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        Process process = Launch(options, node, script, ports, key);
        using var self = Process.GetCurrentProcess();
        var state = new AzuriteState(
            process.Id, process.StartTime.ToUniversalTime(), self.Id, self.StartTime.ToUniversalTime(), ports[0], ports[1], ports[2], options.AcceptTokens, key);
        state.Write(options.DataFolder);
        var server = new AzuriteServer(state, owned: true);
        await server.WaitAsync(process, cancellationToken);
        return server;
    }

    /// <summary>Stops the emulator if this process answers for it; it writes its data first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_owned || !_state.IsRunning)
        {
            return;
        }

        using var process = Process.GetProcessById(_state.ProcessId);
        if (OperatingSystem.IsWindows() || Signal(_state.ProcessId, Terminate) != 0)
        {
            process.Kill();
        }

        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
    }

    /// <summary>One that a killed process left is taken over; one that another living process answers for is only used.</summary>
    private static AzuriteServer Join(AzuriteOptions options, AzuriteState running)
    {
        if (running.IsOwned)
        {
            return new AzuriteServer(running, owned: false);
        }

        using var self = Process.GetCurrentProcess();
        AzuriteState taken = running with { OwnerId = self.Id, OwnerStartedAt = self.StartTime.ToUniversalTime() };
        taken.Write(options.DataFolder);
        return new AzuriteServer(taken, owned: true);
    }

    private static Process Launch(AzuriteOptions options, string node, string script, int[] ports, string key)
    {
        List<string> arguments =
        [
            script, "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", options.DataFolder,
            "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", $"{ports[0]}", "--queuePort", $"{ports[1]}", "--tablePort", $"{ports[2]}",
        ];
        if (options.AcceptTokens)
        {
            (string certificate, string privateKey) = LoopbackCertificate.Write(options.DataFolder);
            arguments.AddRange(["--oauth", "basic", "--cert", certificate, "--key", privateKey]);
        }

        // In a session of its own, Ctrl+C reaches the host alone, which stops the emulator last.
        const string session = "/usr/bin/setsid";
        bool apart = File.Exists(session);
        var start = new ProcessStartInfo(apart ? session : node, apart ? [node, .. arguments] : arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{key}";
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The storage emulator did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        long begun = TimeProvider.System.GetTimestamp();
        foreach (int port in new[] { _state.BlobPort, _state.TablePort })
        {
            while (!await AnswersAsync(port, cancellationToken))
            {
                if (process.HasExited || TimeProvider.System.GetElapsedTime(begun) > StartPatience)
                {
                    string error = process.HasExited ? await process.StandardError.ReadToEndAsync(cancellationToken) : "no answer";
                    throw new InvalidOperationException($"The storage emulator did not start: {error.Trim()}");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }

    private Uri Endpoint(int port) => new($"{Scheme}://127.0.0.1:{port}/{Account}");

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
