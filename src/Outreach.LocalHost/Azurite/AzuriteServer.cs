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
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.DataFolder);
        await using FileStream alone = await FileLock.TakeAsync(Path.Combine(options.DataFolder, ".starting"), static () => { }, cancellationToken);
        return AzuriteState.Read(options.DataFolder) is { IsRunning: true } running
            ? Join(options, running)
            : await LaunchAsync(options, cancellationToken);
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

    private static async Task<AzuriteServer> LaunchAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        (string node, string script) = await AzuriteInstallation.EnsureAsync(options, cancellationToken);
        string key = AzuriteState.Read(options.DataFolder)?.AccountKey ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        for (int attempt = 1; ; attempt++)
        {
            int[] ports = LoopbackPorts.Free(3);
            var emulator = AzuriteProcess.Start(options, node, script, ports, key);
            using var self = Process.GetCurrentProcess();
            var state = new AzuriteState(
                emulator.Id, emulator.StartedAt, self.Id, self.StartTime.ToUniversalTime(), ports[0], ports[1], ports[2], options.AcceptTokens, key);
            state.Write(options.DataFolder);
            if (await emulator.WaitAsync(cancellationToken) is not { } fault)
            {
                return new AzuriteServer(state, owned: true);
            }

            // Somebody may have taken one of the ports since they were looked at.
            if (attempt == MostAttempts)
            {
                throw new InvalidOperationException($"The storage emulator did not start: {fault}");
            }
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
