using Microsoft.Extensions.DependencyInjection;
using Outreach.LocalHost;
using Outreach.LocalHost.Http;
using Outreach.LocalHost.Settings;
using Outreach.Testing;
using Xunit;

namespace Outreach.Conformance.Tests;

/// <summary>The host under test: one that `OUTREACH_CONFORMANCE_URL` names, else the local host with the conformance app.</summary>
public sealed class ConformanceHost : IAsyncLifetime
{
    public const string UrlVariable = "OUTREACH_CONFORMANCE_URL";
    public const string KeyVariable = "OUTREACH_CONFORMANCE_KEY";

    private LocalHost.LocalHost? _local;

    /// <summary>The address of a host elsewhere.</summary>
    public static string? Elsewhere => Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } url ? url : null;

    /// <summary>A function key of the host elsewhere.</summary>
    public static string? KeyElsewhere => Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>A key of the level Function.</summary>
    public string? FunctionKey => _local is null ? KeyElsewhere : _local.Services.GetRequiredService<KeyFiles>().Host.Function[0].Value;

    /// <summary>Sends a request, with a key in the header if there is one.</summary>
    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? key = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        return await Http.SendAsync(request);
    }

    public async Task InitializeAsync()
    {
        if (Elsewhere is { } elsewhere)
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
