using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Outreach.LocalHost.Azurite;
using Outreach.LocalHost.Durable;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Settings;
using Outreach.LocalHost.SignIn;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost;

/// <summary>Runs the application on this machine: functions, orchestrations, timers, storage emulator, sign-in.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private readonly AzuriteServer? _azurite;
    private readonly HubLease _lease;
    private readonly WebApplication _app;

    private LocalHost(Uri address, AzuriteServer? azurite, HubLease lease, WebApplication app)
    {
        Address = address;
        _azurite = azurite;
        _lease = lease;
        _app = app;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public FunctionCatalog Functions => Services.GetRequiredService<FunctionCatalog>();

    /// <exception cref="OptionsValidationException">Settings are wrong; every wrong key is named.</exception>
    /// <exception cref="InvalidOperationException">A function is not declared well, or another host holds the task hub.</exception>
    public static async Task<LocalHost> StartAsync(LocalHostOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var address = new Uri($"http://127.0.0.1:{(options.Port == 0 ? LoopbackPorts.Free(1)[0] : options.Port)}/");
        (Dictionary<string, string?> settings, AzuriteServer? azurite) = await LocalApplication.SettingsAsync(options, address, LocalEmulator.LaunchAsync, cancellationToken);
        WebApplication? app = null;
        LocalHost? host = null;
        try
        {
            // The emulator takes about as long to start as all of this.
            app = LocalApplication.Build(options, settings, address);
            StartFaults.Refuse(app);
            if (azurite is not null && await azurite.WaitAsync(cancellationToken) is not null)
            {
                // Somebody took one of its ports meanwhile: once more, with others, one after the other.
                await StopAsync(app, azurite);
                (app, azurite) = (null, null);
                (settings, azurite) = await LocalApplication.SettingsAsync(options, address, LocalEmulator.StartAsync, cancellationToken);
                app = LocalApplication.Build(options, settings, address);
            }

            foreach (string notice in StartNotices.Of(app))
            {
                options.Progress(notice);
            }

            var lease = new HubLease(
                new BlobContainerClient(settings["AzureWebJobsStorage"], $"{app.Services.GetRequiredService<DurableOptions>().HubName.ToLowerInvariant()}-lease"), TimeProvider.System);
            host = new LocalHost(address, azurite, lease, app);
            await host.RunAsync(options, cancellationToken);
            return host;
        }
        catch
        {
            await (host?.DisposeAsync() ?? new ValueTask(StopAsync(app, azurite)));
            throw;
        }
    }

    /// <summary>Waits until the host is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops listening, lets what is under way end, and stops the emulator last.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await Services.GetRequiredService<TimerFunctions>().DisposeAsync();
        await Services.GetRequiredService<DurableEngine>().DisposeAsync();
        await _lease.DisposeAsync();
        await StopAsync(_app, _azurite);
    }

    private static async Task StopAsync(WebApplication? app, AzuriteServer? azurite)
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }
    }

    /// <summary>Storage before orchestrations, orchestrations before requests: nothing is asked of what is not ready.</summary>
    private async Task RunAsync(LocalHostOptions options, CancellationToken cancellationToken)
    {
        // What the setup creates is created once, whoever holds the hub: no need to wait for it.
        Task setup = LocalApplication.PrepareAsync(Services, cancellationToken);
        Task lease = _lease.AcquireAsync(
            holder => options.Progress($"Waiting for the task hub: {holder} holds it, and may have been killed just now."), cancellationToken);
        await Task.WhenAll(setup, lease);
        _lease.Lost = () => _ = _app.StopAsync(CancellationToken.None);
        if (_azurite is not null)
        {
            await BrowserAccess.AllowAsync(_azurite.ConnectionString, Address, cancellationToken);
        }

        await DevelopmentHabilitations.GrantAsync(Services, Address, cancellationToken);
        await Services.GetRequiredService<DurableEngine>().StartAsync(cancellationToken);
        await _app.StartAsync(cancellationToken);
        Services.GetRequiredService<TimerFunctions>().Start();
    }
}
