using Outreach.LocalHost;
using Outreach.LocalHost.Settings;
using Outreach.Testing;
using Xunit;

namespace Outreach.Conformance.Tests;

/// <summary>The host under test: one that `OUTREACH_CONFORMANCE_URL` names, else the local host with the conformance app.</summary>
public sealed class ConformanceHost : IAsyncLifetime
{
    private LocalHost.LocalHost? _local;

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("OUTREACH_CONFORMANCE_URL") is { Length: > 0 } elsewhere)
        {
            Http = Client(new Uri(elsewhere.TrimEnd('/') + "/"));
            return;
        }

        LocalFolder folder = LocalFolders.WithTools();
        string app = Path.GetDirectoryName(typeof(CaseFunctions).Assembly.Location)!;
        File.Copy(Path.Combine(app, "host.json"), Path.Combine(folder.Root, "host.json"));
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "local.settings.json"), """{ "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true" } }""");
        _local = await LocalHost.LocalHost.StartAsync(
            new LocalHostOptions
            {
                Folder = folder,
                App = LocalFunctionsApp.Of(typeof(CaseFunctions).Assembly),
                Port = 0,
            },
            CancellationToken.None);
        Http = Client(_local.Address);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (_local is not null)
        {
            await _local.DisposeAsync();
        }
    }

    private static HttpClient Client(Uri address) => new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(3) };
}
