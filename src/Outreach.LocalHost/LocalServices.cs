using Microsoft.AspNetCore.Builder;
using Outreach.LocalHost.Azurite;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost;

/// <summary>The application's services for commands that work beside a host, on the same storage and keys; nothing listens, nothing runs by itself.</summary>
internal sealed class LocalServices : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly AzuriteServer? _azurite;

    private LocalServices(WebApplication app, AzuriteServer? azurite)
    {
        _app = app;
        _azurite = azurite;
    }

    public IServiceProvider Provider => _app.Services;

    public static async Task<LocalServices> StartAsync(LocalFolder folder, Uri address, Action<string> progress, CancellationToken cancellationToken)
    {
        var options = new LocalHostOptions { Folder = folder, Progress = progress, Logs = false };
        (Dictionary<string, string?> settings, AzuriteServer? azurite) = await LocalApplication.SettingsAsync(options, address, LocalEmulator.StartAsync, cancellationToken);
        var services = new LocalServices(LocalApplication.Build(options, settings, address), azurite);
        try
        {
            StartFaults.Refuse(services._app);
            await LocalApplication.PrepareAsync(services.Provider, cancellationToken);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }
    }
}
