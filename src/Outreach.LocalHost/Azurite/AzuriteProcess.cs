using System.Diagnostics;

namespace Outreach.LocalHost.Azurite;

/// <summary>The emulator's process as this one started it.</summary>
internal sealed class AzuriteProcess
{
    public const string Account = "devstoreaccount1";

    /// <summary>Blobs, queues, tables: each says so once it listens, also when silent.</summary>
    private const int Services = 3;

    /// <summary>MiB.</summary>
    private const int LargeHeap = 8_192;

    private const string Listening = "successfully listening";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _lastError = "";
    private int _listening;

    private AzuriteProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public DateTime StartedAt => _process.StartTime.ToUniversalTime();

    public static AzuriteProcess Start(AzuriteOptions options, string node, string script, int[] ports, string key)
    {
        List<string> arguments =
        [
            script, "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", $"{ports[0]}", "--queuePort", $"{ports[1]}", "--tablePort", $"{ports[2]}",
        ];
        arguments.AddRange(options.InMemory ? ["--inMemoryPersistence"] : ["--location", options.DataFolder]);
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

        if (options.InMemory)
        {
            start.Environment["NODE_OPTIONS"] = $"--max-old-space-size={LargeHeap}";
        }

        // Kept with the installation and written when it stops: a fifth of its start is compiling the same code again.
        start.Environment["NODE_COMPILE_CACHE"] = Path.Combine(options.ToolFolder, "node_modules", ".cache", "node");
        var emulator = new AzuriteProcess(Process.Start(start) ?? throw new InvalidOperationException("The storage emulator did not start."));
        emulator.Listen();
        return emulator;
    }

    /// <summary>Waits until every service listens; what is wrong, if one does not. Its own word: another emulator may answer on a port that this one wanted.</summary>
    public async Task<string?> WaitAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartPatience);
        try
        {
            await Task.WhenAny(_ready.Task, _process.WaitForExitAsync(patience.Token)).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _process.Kill();
            return "no answer";
        }

        return _ready.Task.IsCompleted ? null : _lastError;
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains(Listening, StringComparison.Ordinal) == true && Interlocked.Increment(ref _listening) == Services)
            {
                _ready.SetResult();
            }
        };
        _process.ErrorDataReceived += (_, line) => _lastError = line.Data is { Length: > 0 } error ? error.Trim() : _lastError;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
