using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Deletion;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Deletion;

/// <summary>What reminders, attestation and escalation need.</summary>
internal static class NoticeServices
{
    public static IServiceCollection AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NoticeOptions>().Bind(configuration.GetSection("Notices"))
            .Validate(options => options.Read() is { IsValid: true }, "Notices__*: days that follow each other, hours of a day, and a number of lists per run; see docs/api.md.")
            .ValidateOnStart();
        return services
            .AddTable(TablesAttestationStore.Table)
            .AddTable(TablesMailEntryStore.Table)
            .AddSingleton<IAttestationStore, TablesAttestationStore>()
            .AddSingleton<IMailEntryStore, TablesMailEntryStore>()
            .AddSingleton(provider => new NoticePolicy(provider.GetRequiredService<IOptions<NoticeOptions>>().Value.Read()!))
            .AddSingleton(provider => new NoticeKeys(
                provider.GetRequiredKeyedService<ICampaignKeys>(NoticeKeys.Purpose),
                provider.GetRequiredService<ICampaignStore>(),
                provider.GetRequiredService<NoticePolicy>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<NoticeAddresses>()
            .AddSingleton<AttestationDuties>()
            .AddSingleton<AttestationEnds>()
            .AddSingleton<AttestationJournal>()
            .AddSingleton<Reminders>()
            .AddSingleton<NoticeTurn>()
            .AddSingleton<SendNoticesHandler>()
            .AddSingleton<ListUnattestedHandler>()
            .AddSingleton<IDeletionDuty, MailEntriesDuty>();
    }
}
