using System.Net;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Mail;
using Outreach.Functions.Deletion;
using Outreach.LocalHost.Audit;
using Outreach.LocalHost.Azurite;
using Outreach.LocalHost.Campaigns;
using Outreach.LocalHost.ComplementaryOutreach;
using Outreach.LocalHost.DeveloperPage;
using Outreach.LocalHost.Durable;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Http;
using Outreach.LocalHost.Mail;
using Outreach.LocalHost.Settings;
using Outreach.LocalHost.SignIn;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost;

/// <summary>Puts the local host together: the application unmodified, and what stands for Azure around it.</summary>
internal static class LocalApplication
{
    /// <summary>Finds or starts the emulator of a checkout.</summary>
    public delegate Task<AzuriteServer> EmulatorStart(LocalFolder folder, Action<string> progress, CancellationToken cancellationToken);

    /// <summary>The settings in force, and the emulator that they made start.</summary>
    public static async Task<(Dictionary<string, string?> Settings, AzuriteServer? Azurite)> SettingsAsync(
        LocalHostOptions options, Uri address, EmulatorStart emulator, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> settings = LocalSettings.Read(options.Folder, options.Progress);
        foreach ((string key, string? value) in options.Settings)
        {
            settings[key] = value;
        }

        FillIn(settings, options.Folder, address);
        string[] asking = [.. settings.Where(setting => setting.Value == LocalSettings.Emulator).Select(setting => setting.Key)];
        AzuriteServer? azurite = asking.Length == 0 ? null : await emulator(options.Folder, options.Progress, cancellationToken);
        foreach (string key in asking)
        {
            settings[key] = azurite!.ConnectionString;
        }

        return (settings, azurite);
    }

    public static WebApplication Build(LocalHostOptions options, IReadOnlyDictionary<string, string?> settings, Uri address)
    {
        var campaignKeys = new LocalCampaignKeys(options.Folder.Keys, TimeProvider.System);
        campaignKeys.MakeAhead();
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

        // The worker has it too: for `[FromBody]` and IActionResult.
        builder.Services.AddMvcCore();
        var pipeline = new WorkerPipeline(builder.Services);
        builder.Services.AddSingleton<ICampaignKeys>(_ => campaignKeys);
        var checkpointKeys = new LocalCheckpointKeys(options.Folder);
        builder.Services.AddSingleton<ICheckpointSigner>(checkpointKeys).AddSingleton<ICheckpointKeys>(checkpointKeys);
        builder.Services.AddKeyedSingleton<ICampaignKeys>(
            NoticeKeys.Purpose, (_, _) => new LocalCampaignKeys(Path.Combine(options.Folder.Keys, NoticeKeys.Purpose), TimeProvider.System));
        builder.Services.AddSingleton(new LocalOutbox(options.Folder.Outbox, TimeProvider.System));
        builder.Services.AddSingleton<IMailSender>(services => services.GetRequiredService<LocalOutbox>());
        builder.Services.AddSingleton<IOutreachChannel>(new LocalOutboxChannel(options.Folder.Outbox, TimeProvider.System));
        options.App.AddServices(builder.Services, builder.Configuration);
        builder.Services.TryAddSingleton(TimeProvider.System);
        options.App.UseMiddleware(pipeline);
        AddHost(builder.Services, pipeline, options.App, file, builder.Configuration);
        builder.Services.AddSingleton(options.Folder).AddDevelopmentSignIn(options.Folder, address);

        WebApplication app = builder.Build();
        app.UseDevelopmentSignIn();
        app.Use(CustomHeaders.Add(app.Services.GetRequiredService<HttpSettings>()));
        app.UseRouting();
        app.MapDeveloperPage(address);
        app.Use(OtherMethods.Pass);
        app.UseEndpoints(static _ => { });
        app.Services.GetRequiredService<Administration>().Map(app);
        app.Services.GetRequiredService<HttpFunctions>().Use(app);
        return app;
    }

    /// <summary>What comes before anything runs: the application's guard, then what its storage lacks.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await (services.GetService<StartGuard>()?.RunAsync(cancellationToken) ?? Task.CompletedTask);
        await (services.GetService<StorageSetup>()?.RunAsync(cancellationToken) ?? Task.CompletedTask);
    }

    /// <summary>What only this machine can say, where nobody said otherwise.</summary>
    private static void FillIn(Dictionary<string, string?> settings, LocalFolder folder, Uri address)
    {
        settings.TryAdd("AZURE_FUNCTIONS_ENVIRONMENT", "Development");
        settings.TryAdd("PublicBaseUrl", address.AbsoluteUri);
        settings.TryAdd("Register:AcceptTestIdentities", "true");
        settings.TryAdd("Messages:PrivacyPage", "https://assurance-maladie.example/donnees-personnelles");

        // Nobody is woken by this machine's outbox: a reminder comes on the day a list ends too, at any hour, and soon again after a kill.
        settings.TryAdd("Notices:DaysAfter", "0,1,7,14");
        settings.TryAdd("Notices:FirstHour", "0");
        settings.TryAdd("Notices:LastHour", "24");
        settings.TryAdd("Notices:PauseSeconds", "2");
        foreach (OutreachChannel channel in new[] { OutreachChannel.Sms, OutreachChannel.Letter })
        {
            settings.TryAdd($"Outreach:Dispatchers:{channel}:PublicKey", LocalDispatcher.PublicKey(folder, channel));
        }

        settings.TryAdd("Access:PseudonymKey", Convert.ToBase64String(folder.Secret("pseudonyms.key")));
        if (!settings.Keys.Any(key => key.StartsWith("Access:Issuers:", StringComparison.OrdinalIgnoreCase)))
        {
            foreach ((string key, string? value) in DevelopmentSignIn.Settings(address))
            {
                settings[key] = value;
            }
        }
    }

    private static void AddHost(IServiceCollection services, WorkerPipeline pipeline, LocalFunctionsApp app, HostFile file, IConfiguration settings)
    {
        DurableOptions durable = file.Durable;
        string storage = settings["AzureWebJobsStorage"] ?? "";
        services
            .AddSingleton(file)
            .AddSingleton(file.Http(settings))
            .AddSingleton(durable)
            .AddSingleton(FunctionCatalog.Of(app.Types, file.Functions))
            .AddSingleton(provider => new FunctionInvoker(
                provider, pipeline, () => new LocalDurableTaskClient(durable.HubName, provider.GetRequiredService<DurableEngine>())))
            .AddSingleton<IDurableFunctionInvoker, DurableFunctions>()
            .AddSingleton<IHubStore>(provider => new AzureHubStore(
                durable.HubName,
                new TableServiceClient(storage),
                new LargePayloads(new BlobContainerClient(storage, $"{durable.HubName.ToLowerInvariant()}-largemessages")),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<DurableEngine>()
            .AddSingleton<TimerNames>()
            .AddSingleton<TimerFunctions>()
            .AddSingleton<KeyFiles>()
            .AddSingleton<FunctionKeys>()
            .AddSingleton<FunctionDescriptions>()
            .AddSingleton<Administration>()
            .AddSingleton<HttpFunctions>()
            .TryAddSingleton<IScheduleStatusStore>(provider => new BlobScheduleStatusStore(
                () => new BlobContainerClient(storage, "azure-webjobs-hosts"), provider.GetRequiredService<TimerNames>()));
    }
}
