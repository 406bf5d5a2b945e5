using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Storage;

namespace Outreach.Functions.Storage;

/// <summary>The storage accounts, and the parts of them that each capability asks for.</summary>
internal static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Configure(options => options.Read(configuration.GetSection("Storage"))).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddSingleton(provider => StorageClients.Open(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value,
            new Lazy<TokenCredential>(provider.GetRequiredService<TokenCredential>)));
        return services.AddSingleton<StorageSetup>().AddHostedService(provider => provider.GetRequiredService<StorageSetup>());
    }

    public static IServiceCollection AddTable(this IServiceCollection services, string name) =>
        services.AddSingleton(new StoragePart(StoragePlace.DataTable, name));

    public static IServiceCollection AddListsContainer(this IServiceCollection services, string name) =>
        services.AddSingleton(new StoragePart(StoragePlace.ListsContainer, name));

    public static IServiceCollection AddAuditContainer(this IServiceCollection services, string name) =>
        services.AddSingleton(new StoragePart(StoragePlace.AuditContainer, name));
}
