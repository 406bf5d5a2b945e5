using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Azurite;

/// <summary>The storage emulator on free loopback ports: started, or found running on its data folder, and stopped by whoever answers for it.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>In the data folder of an emulator that accepts tokens: the certificate it shows, for clients to pin.</summary>
    public const string CertificateFile = LoopbackCertificate.FileName;

    private const int MostAttempts = 3;
    private const int Terminate = 15;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private readonly AzuriteState _state;
    private readonly bool _owned;
    private (AzuriteProcess Process, FileStream Alone)? _starting;

    private AzuriteServer(AzuriteState state, bool owned)
    {
        _state = state;
        _owned = owned;
    }

    public int ProcessId => _state.ProcessId;

    public Uri BlobEndpoint => Endpoint(_state.BlobPort);

    public Uri TableEndpoint => Endpoint(_state.TablePort);

    /// <summary>For the Azure SDK; the key is random and of this data folder.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol={Scheme};AccountName={AzuriteProcess.Account};AccountKey={_state.AccountKey};"
        + $"BlobEndpoint={BlobEndpoint};QueueEndpoint={Endpoint(_state.QueuePort)};TableEndpoint={TableEndpoint};";

    private string Scheme => _state.AcceptTokens ? "https" : "http";

    /// <summary>Finds the emulator of a data folder, or starts one and waits until it answers.</summary>
    public static async Task<AzuriteServer> StartAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            AzuriteServer server = await LaunchAsync(options, cancellationToken);
            if (await server.WaitAsync(cancellationToken) is not { } fault)
            {
                return server;
            }

            // Somebody may have taken one of the ports since they were looked at.
            if (attempt == MostAttempts)
            {
                throw new InvalidOperationException($"The storage emulator did not start: {fault}");
            }
        }
    }

    /// <summary>Finds the emulator of a data folder, or starts one, which answers only after <see cref="WaitAsync"/>: there is time to do something else meanwhile.</summary>
    public static async Task<AzuriteServer> LaunchAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.DataFolder);
        FileStream alone = await FileLock.TakeAsync(Path.Combine(options.DataFolder, ".starting"), static () => { }, cancellationToken);
        bool kept = false;
        try
        {
            if (AzuriteState.Read(options.DataFolder) is { IsRunning: true } running)
            {
                if (await running.AnswersAsync(cancellationToken))
                {
                    return Join(options, running);
                }

                // Nobody starts one now, so this one is stopping: it writes its data until its end.
                await EndAsync(running.ProcessId);
            }

            AzuriteServer server = await LaunchAsync(options, alone, cancellationToken);
            kept = true;
            return server;
        }
        finally
        {
            if (!kept)
            {
                await alone.DisposeAsync();
            }
        }
    }

    /// <summary>Waits until the emulator answers; what is wrong, if it does not.</summary>
    public async Task<string?> WaitAsync(CancellationToken cancellationToken)
    {
        if (_starting is not { } starting)
        {
            return null;
        }

        try
        {
            return await starting.Process.WaitAsync(cancellationToken);
        }
        finally
        {
            _starting = null;
            await starting.Alone.DisposeAsync();
        }
    }

    /// <summary>Stops the emulator if this process answers for it; it writes its data first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_owned && _state.IsRunning)
        {
            if (OperatingSystem.IsWindows() || Signal(_state.ProcessId, Terminate) != 0)
            {
                using var process = Process.GetProcessById(_state.ProcessId);
                process.Kill();
            }

            await EndAsync(_state.ProcessId);
        }

        if (_starting is { } starting)
        {
            _starting = null;
            await starting.Alone.DisposeAsync();
        }
    }

    private static async Task<AzuriteServer> LaunchAsync(AzuriteOptions options, FileStream alone, CancellationToken cancellationToken)
    {
        (string node, string script) = await AzuriteInstallation.EnsureAsync(options, cancellationToken);
        string key = AzuriteState.Read(options.DataFolder)?.AccountKey ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        int[] ports = LoopbackPorts.Free(3);
        var emulator = AzuriteProcess.Start(options, node, script, ports, key);
        using var self = Process.GetCurrentProcess();
        var state = new AzuriteState(
            emulator.Id, emulator.StartedAt, self.Id, self.StartTime.ToUniversalTime(), ports[0], ports[1], ports[2], options.AcceptTokens, key);
        state.Write(options.DataFolder);
        return new AzuriteServer(state, owned: true) { _starting = (emulator, alone) };
    }

    /// <summary>Waits for the end of an emulator that was told to stop, and brings it about when it takes too long.</summary>
    private static async Task EndAsync(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
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
        catch (ArgumentException)
        {
            // It has ended.
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

    private Uri Endpoint(int port) => new($"{Scheme}://127.0.0.1:{port}/{AzuriteProcess.Account}");

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
