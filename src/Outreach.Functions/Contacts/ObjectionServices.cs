using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Contacts;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Contacts;

/// <summary>What objections and statements need; settings `Contacts__*`.</summary>
internal static class ObjectionServices
{
    public static IServiceCollection AddObjections(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ContactPolicy>().Bind(configuration.GetSection("Contacts"))
            .Validate(policy => policy.IsValid, "Contacts__ObjectionsPerAgentAndHour: 1 to 1000.")
            .ValidateOnStart();
        return services
            .AddTable(TablesObjectionCountStore.Table)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<ContactPolicy>>().Value)
            .AddSingleton<IObjectionCountStore, TablesObjectionCountStore>()
            .AddSingleton<IDeletionDuty, ObjectionCountsDuty>()
            .AddSingleton<ContactLinkReader>()
            .AddSingleton<ObjectionJournal>()
            .AddSingleton<ObjectionSubject>()
            .AddSingleton<ObjectionAllowance>()
            .AddSingleton<ObjectHandler>()
            .AddSingleton<WithdrawObjectionHandler>()
            .AddSingleton<RecordObjectionHandler>()
            .AddSingleton<ReadStatementHandler>();
    }
}
