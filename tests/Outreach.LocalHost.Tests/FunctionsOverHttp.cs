using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Outreach.LocalHost.Http;
using Outreach.LocalHost.Settings;
using Outreach.Testing;

namespace Outreach.LocalHost.Tests;

/// <summary>Some functions on the local host's HTTP side alone: no storage, no orchestrations, no timers that run by themselves.</summary>
internal sealed class FunctionsOverHttp : IAsyncDisposable
{
    private FunctionsOverHttp(WebApplication app, Uri address)
    {
        App = app;
        Http = new HttpClient { BaseAddress = address };
    }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => App.Services;

    public HostKeys Keys => Services.GetRequiredService<KeyFiles>().Host;

    public static async Task<FunctionsOverHttp> StartAsync(
        IEnumerable<Type> functions,
        string hostJson = """{ "version": "2.0" }""",
        IEnumerable<KeyValuePair<string, string?>>? settings = null,
        Action<IServiceCollection>? services = null)
    {
        LocalFolder folder = LocalFolders.Empty();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "host.json"), hostJson);
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}/");
        var options = new LocalHostOptions
        {
            Folder = folder,
            Logs = false,
            App = LocalFunctionsApp.Of(typeof(FunctionsOverHttp).Assembly) with { Types = functions, AddServices = (collection, _) => services?.Invoke(collection) },
        };
        Dictionary<string, string?> all = new(settings ?? [], StringComparer.OrdinalIgnoreCase) { ["AzureWebJobsStorage"] = LocalSettings.Emulator };
        WebApplication app = LocalApplication.Build(options, all, address);
        StartFaults.Refuse(app);
        await app.StartAsync();
        return new FunctionsOverHttp(app, address);
    }

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

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
    }
}
