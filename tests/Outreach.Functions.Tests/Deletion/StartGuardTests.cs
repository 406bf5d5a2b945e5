using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Functions.Deletion;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Deletion;
using Xunit;

namespace Outreach.Functions.Tests.Deletion;

/// <summary>The application as a host puts it together, started: with what, and whether at all.</summary>
public sealed class StartGuardTests
{
    private static readonly Dictionary<string, string?> Production = new(StringComparer.Ordinal)
    {
        ["Storage:Data:tableServiceUri"] = "https://data.example/",
        ["Storage:Lists:blobServiceUri"] = "https://lists.example/",
        ["Storage:Audit:blobServiceUri"] = "https://audit.example/",
        ["KeyVault:VaultUri"] = "https://vault.example/",
        ["PublicBaseUrl"] = "https://outreach.example",
        ["Mail:Host"] = "smtp.example",
        ["Mail:From"] = "outreach@insurer.example",
        ["Audit:SigningKeyVersion"] = "0123456789abcdef0123456789abcdef",
        ["Access:PseudonymKey"] = Convert.ToBase64String(new byte[32]),
        ["Access:Issuers:0:Kind"] = "Practitioner",
        ["Access:Issuers:0:Issuer"] = "https://doctors.example",
        ["Access:Issuers:0:Audience"] = "outreach",
        ["Access:Issuers:0:MinimumAcr"] = "eidas2",
        ["Access:Issuers:1:Kind"] = "Insurer",
        ["Access:Issuers:1:Issuer"] = "https://insurer.example",
        ["Access:Issuers:1:Audience"] = "outreach",
    };

    private readonly InMemoryListsAccount _lists = new();
    private readonly Served _served = new();

    [Fact]
    public async Task Start_Production_Serves()
    {
        await StartAsync();

        Assert.True(_served.Begun);
        Assert.Equal(1, _lists.Looks);
    }

    [Theory]
    [InlineData(ListsAccountFault.BlobSoftDelete)]
    [InlineData(ListsAccountFault.Versioning)]
    [InlineData(ListsAccountFault.ContainerSoftDelete)]
    [InlineData(ListsAccountFault.Immutability)]
    [InlineData(ListsAccountFault.Forbidden)]
    [InlineData(ListsAccountFault.NoAnswer)]
    [Trait("threat", "41")]
    public async Task Start_ListsAccountThatKeepsOrCannotBeSeen_RefusesBeforeAnythingBegins(ListsAccountFault fault)
    {
        _lists.Faults = [fault];

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync());

        Assert.Contains(Assert.Single(StartPolicy.OfListsAccount([fault])).Sentence, refused.Message, StringComparison.Ordinal);
        Assert.False(_served.Begun);
    }

    /// <summary>Unset is production, as on the Functions host; so is every name that nobody knows.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("Developmentt")]
    [Trait("threat", "30")]
    public async Task Start_DevelopersStandInsInProduction_RefusesWithEveryReasonAndNoValue(string? environment)
    {
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(StandIns(environment), localKeys: true));

        foreach (string reason in new[] { "Campaign keys:", "The key that signs checkpoints:", "Access__Issuers__0__Issuer", "Access__Issuers__1__Issuer", "Storage__Data", "Storage__Audit", "Register__AcceptTestIdentities" })
        {
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Storage__Lists", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Y2FuYXJ5", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Production["Access:PseudonymKey"]!, refused.Message, StringComparison.Ordinal);
        Assert.False(_served.Begun);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("development")]
    public async Task Start_DevelopersStandInsInDevelopment_Serves(string environment)
    {
        await StartAsync(StandIns(environment), localKeys: true);

        Assert.True(_served.Begun);
    }

    /// <summary>What only a deployment has may be missing then: a mail server, and a key that signs.</summary>
    [Fact]
    public async Task Start_NothingSaidAndEveryAccountEmulated_ServesWithoutWhatADeploymentNeeds()
    {
        await StartAsync(new(StandIns(environment: null), StringComparer.Ordinal)
        {
            ["Storage:Lists:blobServiceUri"] = null,
            ["Storage:Lists"] = "UseDevelopmentStorage=true",
            ["Audit:SigningKeyVersion"] = "",
            ["Mail:Host"] = "",
            ["Mail:From"] = "",
        });

        Assert.True(_served.Begun);
    }

    [Fact]
    public async Task Start_SecondTimeAfterPassing_DoesNotLookAgain()
    {
        var guard = new StartGuard(() => new StartFacts { Production = true, StandIns = [], LocalIssuers = [], EmulatedAccounts = [], AcceptsTestIdentities = false }, _lists);

        await guard.RunAsync(default);
        await guard.StartingAsync(default);

        Assert.Equal(1, _lists.Looks);
    }

    [Fact]
    public async Task Start_SecondTimeAfterRefusing_LooksAgain()
    {
        _lists.Faults = [ListsAccountFault.Versioning];
        var guard = new StartGuard(() => new StartFacts { Production = true, StandIns = [], LocalIssuers = [], EmulatedAccounts = [], AcceptsTestIdentities = false }, _lists);

        await Assert.ThrowsAsync<InvalidOperationException>(() => guard.RunAsync(default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => guard.StartingAsync(default));
    }

    /// <summary>Another order, and storage would be written to before anybody looked.</summary>
    [Fact]
    public void HostedServices_TheGuardIsTheFirst()
    {
        using IHost host = Build(Production, localKeys: false, keepStorage: true);

        IHostedService[] all = [.. host.Services.GetServices<IHostedService>()];

        Assert.IsType<StartGuard>(all[0]);
        Assert.Contains(all, service => service is StorageSetup);
    }

    private static Dictionary<string, string?> StandIns(string? environment) => new(Production, StringComparer.Ordinal)
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = environment,
        ["Storage:Data:tableServiceUri"] = null,
        ["Storage:Data"] = "DefaultEndpointsProtocol=http;AccountName=canary;AccountKey=Y2FuYXJ5;TableEndpoint=http://127.0.0.1:10002/canary",
        ["Storage:Audit:blobServiceUri"] = "https://localhost:10000/canary",
        ["Access:Issuers:0:Issuer"] = "http://127.0.0.1:7071/canary",
        ["Access:Issuers:1:MetadataAddress"] = "https://localhost/canary",
        ["Register:AcceptTestIdentities"] = "true",
    };

    private async Task StartAsync(Dictionary<string, string?>? settings = null, bool localKeys = false)
    {
        using IHost host = Build(settings ?? Production, localKeys, keepStorage: false);
        await host.StartAsync();
        await host.StopAsync();
    }

    private IHost Build(Dictionary<string, string?> settings, bool localKeys, bool keepStorage)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings);
        if (localKeys)
        {
            builder.Services
                .AddSingleton<ICampaignKeys>(_ => new InMemoryCampaignKeys(TimeProvider.System))
                .AddSingleton<ICheckpointSigner, InMemoryCheckpointKeys>();
        }

        builder.Services.AddOutreach(builder.Configuration);
        builder.Services.AddSingleton<IListsAccountProbe>(_lists);
        if (!keepStorage)
        {
            // There is no storage behind these addresses.
            builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(StorageSetup)));
            builder.Services.AddSingleton(provider => new StorageSetup(provider.GetRequiredService<OutreachStorage>(), []));
        }

        builder.Services.AddSingleton<IHostedService>(_served);
        return builder.Build();
    }

    /// <summary>What a host does when it serves.</summary>
    private sealed class Served : IHostedService
    {
        public bool Begun { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Begun = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
