using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Outreach.LocalHost.DeveloperPage;
using Outreach.LocalHost.Durable;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Mail;
using Outreach.LocalHost.Settings;
using Outreach.LocalHost.Timers;

namespace Outreach.Testing.Durable;

/// <summary>The developer's page before a hub whose orchestrators a test writes.</summary>
public sealed class PageSite : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private PageSite(TestHub hub, WebApplication app, Uri address, string folder)
    {
        _folder = folder;
        Hub = hub;
        Address = address;
        _app = app;
        Outbox = app.Services.GetRequiredService<LocalOutbox>();
        _http = new HttpClient { BaseAddress = new Uri(address, "/dev/api/") };
        _http.DefaultRequestHeaders.Add(CallerPolicy.Header, "test");
    }

    public TestHub Hub { get; }

    /// <summary>Where the site listens; the page is at `/dev`.</summary>
    public Uri Address { get; }

    public DurableTaskClient Client => Hub.Client;

    public LocalOutbox Outbox { get; }

    public static async Task<PageSite> StartAsync(TestFunctions functions, TimeProvider? time = null)
    {
        TestHub hub = await TestHub.StartAsync(functions, time);
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}/");
        string folder = Directory.CreateTempSubdirectory("outreach-outbox-").FullName;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        builder.Services
            .AddSingleton<IHubStore>(hub.Store)
            .AddSingleton(_ => hub.Engine)
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton(new DurableOptions { HubName = hub.Name })
            .AddSingleton(FunctionCatalog.Of([]))
            .AddSingleton(new HttpSettings())
            .AddSingleton(new LocalOutbox(folder, TimeProvider.System))
            .AddSingleton<IScheduleStatusStore>(new BlobScheduleStatusStore(() => hub.Payloads, new TimerNames(builder.Configuration)))
            .AddSingleton(provider => new FunctionInvoker(provider, new WorkerPipeline(builder.Services), () => hub.Client))
            .AddSingleton<TimerFunctions>();
        WebApplication app = builder.Build();
        app.MapDeveloperPage(address);
        await app.StartAsync();
        return new PageSite(hub, app, address, folder);
    }

    public Task<(int Status, JsonElement Body)> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<(int Status, JsonElement Body)> PostAsync(string path, string? json = null) => SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
    });

    public async Task<(int Status, JsonElement Body)> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await _http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    /// <summary>Waits until an instance has the status that a command asked for.</summary>
    public async Task ReachAsync(string instanceId, OrchestrationRuntimeStatus status)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using InstanceWatchers.Watch watch = Hub.Engine.Watchers.Begin(instanceId);
        InstanceState? state = await Hub.Store.FindStateAsync(instanceId, withInput: false, patience.Token);
        while (state?.Status != status)
        {
            state = await watch.NextAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await Hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
