using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Campaigns;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Keys;

/// <summary>Registered before the application, which then does not look for a vault.</summary>
internal static class LocalKeyServices
{
    public static IServiceCollection AddLocalKeys(this IServiceCollection services, LocalFolder folder) =>
        services.AddSingleton<ICampaignKeys>(provider => new LocalCampaignKeys(folder.Keys, provider.GetRequiredService<TimeProvider>()));
}
