using System.Net;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach.Core.Campaigns;
using Outreach.LocalHost.Azurite;
using Outreach.LocalHost.Campaigns;
using Outreach.LocalHost.DeveloperPage;
using Outreach.LocalHost.Durable;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Http;
using Outreach.LocalHost.Settings;
using Outreach.LocalHost.SignIn;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost;

/// <summary>Puts the local host together: the application unmodified, and what stands for Azure around it.</summary>
internal static class LocalApplication
{
    /// <summary>The settings in force, and the emulator that they made start.</summary>
    public static async Task<(Dictionary<string, string?> Settings, AzuriteServer? Azurite)> SettingsAsync(
        LocalHostOptions options, Uri address, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> settings = LocalSettings.Read(options.Folder, options.Progress);
        foreach ((string key, string? value) in options.Settings)
        {
            settings[key] = value;
        }

        FillIn(settings, options.Folder, address);
        string[] asking = [.. settings.Where(setting => setting.Value == LocalSettings.Emulator).Select(setting => setting.Key)];
        AzuriteServer? azurite = asking.Length == 0 ? null : await LocalEmulator.StartAsync(options.Folder, options.Progress, cancellationToken);
        foreach (string key in asking)
        {
            settings[key] = azurite!.ConnectionString;
        }

        return (settings, azurite);
    }

    /// <exception cref="OptionsValidationException">Settings are wrong; every wrong key is named.</exception>
    public static void Validate(WebApplication app)
    {
        string[] faults = [.. OptionFaults(app), .. StorageFaults(app), .. app.Services.GetRequiredService<TimerFunctions>().Faults];
        faults = [.. faults.Distinct(StringComparer.Ordinal)];
        if (faults.Length > 0)
        {
            throw new OptionsValidationException("Settings", typeof(LocalHostOptions), faults);
        }
    }

    public static WebApplication Build(LocalHostOptions options, IReadOnlyDictionary<string, string?> settings, Uri address)
    {
        HostFile file = HostFile.Read(options.Folder);
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = options.Folder.Root });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(IPAddress.Loopback, address.Port);
        });
        builder.Logging.ClearProviders().AddConfiguration(file.Logging).AddFilter("OpenIddict", LogLevel.Warning);
        if (options.Logs)
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        }

        var pipeline = new WorkerPipeline(builder.Services);
        builder.Services.AddSingleton<ICampaignKeys>(_ => new LocalCampaignKeys(options.Folder.Keys, TimeProvider.System));
        options.App.AddServices(builder.Services, builder.Configuration);
        builder.Services.TryAddSingleton(TimeProvider.System);
        options.App.UseMiddleware(pipeline);
        AddHost(builder.Services, pipeline, options.App, file, settings["AzureWebJobsStorage"] ?? "");
        builder.Services.AddSingleton(options.Folder).AddDevelopmentSignIn(options.Folder, address);

        WebApplication app = builder.Build();
        app.UseDevelopmentSignIn();
        app.Use((http, next) => HttpFunctions.HideMethodsAsync(http, next));
        app.UseRouting();
        app.Services.GetRequiredService<HttpFunctions>().Map(app, file.RoutePrefix);
        app.MapPost("/admin/functions/{name}", RunByHand);
        app.MapDeveloperPage(address);
        return app;
    }

    private static IEnumerable<string> OptionFaults(WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException one)
        {
            return one.Failures;
        }
        catch (AggregateException several) when (several.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures);
        }
    }

    private static IEnumerable<string> StorageFaults(WebApplication app) => string.IsNullOrEmpty(app.Configuration["AzureWebJobsStorage"])
        ? ["AzureWebJobsStorage: missing; give the connection string of the task hub's storage."]
        : [];

    /// <summary>What only this machine can say, where nobody said otherwise.</summary>
    private static void FillIn(Dictionary<string, string?> settings, LocalFolder folder, Uri address)
    {
        settings.TryAdd("PublicBaseUrl", address.AbsoluteUri);
        settings.TryAdd("Register:AcceptTestIdentities", "true");
        settings.TryAdd("Access:PseudonymKey", Convert.ToBase64String(folder.Secret("pseudonyms.key")));
        if (!settings.Keys.Any(key => key.StartsWith("Access:Issuers:", StringComparison.OrdinalIgnoreCase)))
        {
            foreach ((string key, string? value) in DevelopmentSignIn.Settings(address))
            {
                settings[key] = value;
            }
        }
    }

    private static void AddHost(IServiceCollection services, WorkerPipeline pipeline, LocalFunctionsApp app, HostFile file, string storage)
    {
        DurableOptions durable = file.Durable;
        services
            .AddSingleton(durable)
            .AddSingleton(FunctionCatalog.Of(app.Assembly.GetTypes()))
            .AddSingleton(provider => new FunctionInvoker(
                provider, pipeline, () => new LocalDurableTaskClient(durable.HubName, provider.GetRequiredService<DurableEngine>())))
            .AddSingleton<IDurableFunctionInvoker, DurableFunctions>()
            .AddSingleton<IHubStore>(provider => new AzureHubStore(
                durable.HubName,
                new TableServiceClient(storage),
                new LargePayloads(new BlobContainerClient(storage, $"{durable.HubName.ToLowerInvariant()}-largemessages")),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<DurableEngine>()
            .AddSingleton<IScheduleStatusStore>(_ => new BlobScheduleStatusStore(new BlobContainerClient(storage, "azure-webjobs-hosts")))
            .AddSingleton<TimerFunctions>()
            .AddSingleton<FunctionKeys>()
            .AddSingleton<HttpFunctions>();
    }

    /// <summary>Runs a timer now, as the Functions host's administration does; guarded by the master key.</summary>
    private static IResult RunByHand(string name, HttpRequest request, FunctionKeys keys, TimerFunctions timers)
    {
        if (!keys.IsMaster(request))
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        return timers.TryRun(name) ? Results.StatusCode(StatusCodes.Status202Accepted) : Results.StatusCode(StatusCodes.Status404NotFound);
    }
}
