using Azure.Core;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Campaigns;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion.Notices;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Campaigns;

/// <summary>What the capability Campaigns needs.</summary>
internal static class CampaignServices
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.All(service => service.ServiceType != typeof(ICampaignKeys)))
        {
            services.AddKeyVault(configuration);
        }

        return services
            .AddTable(TablesCampaignStore.Table)
            .AddSingleton<ICampaignStore, TablesCampaignStore>()
            .AddSingleton<CampaignKeyRing>()
            .AddSingleton<CampaignSecrets>()
            .AddSingleton<CampaignGate>()
            .AddSingleton<CreateCampaignHandler>()
            .AddSingleton<EndCampaignKeyHandler>()
            .AddSingleton<CloseCampaignHandler>()
            .AddSingleton<MarkCampaignClosedHandler>()
            .AddSingleton<EndCampaignsHandler>()
            .AddSingleton<RefreshCampaignKeysHandler>();
    }

    private static void AddKeyVault(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KeyVaultOptions>().Bind(configuration.GetSection("KeyVault"))
            .Validate(options => options.IsValid, "KeyVault__VaultUri: the https address of the key vault.")
            .ValidateOnStart();
        services.AddSingleton(provider => new KeyClient(
            new Uri(provider.GetRequiredService<IOptions<KeyVaultOptions>>().Value.VaultUri), provider.GetRequiredService<TokenCredential>()));
        services.AddSingleton<ICampaignKeys>(provider => new KeyVaultCampaignKeys(
            provider.GetRequiredService<KeyClient>(), provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton<ICampaignKeys>(NoticeKeys.Purpose, (provider, _) => new KeyVaultCampaignKeys(
            provider.GetRequiredService<KeyClient>(), provider.GetRequiredService<TimeProvider>(), KeyVaultCampaignKeys.NoticesPrefix));
    }
}
