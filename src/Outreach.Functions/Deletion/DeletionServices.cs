using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Deletion;
using Outreach.Core.Deletion;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Deletion;

/// <summary>What the capability Deletion needs. Other capabilities add an <see cref="IDeletionDuty"/> for what of theirs must not outlive its time.</summary>
internal static class DeletionServices
{
    public static IServiceCollection AddDeletion(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeletionPolicy>().Bind(configuration.GetSection("EnforceDeletion"))
            .Validate(policy => policy.IsValid, "EnforceDeletion__*: a number or time is out of its range; see docs/operations.md.")
            .ValidateOnStart();
        return services
            .AddTable(TablesDeletionLedger.Table)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<DeletionPolicy>>().Value)
            .AddSingleton<IDeletionLedger, TablesDeletionLedger>()
            .AddSingleton<RequestClosure>()
            .AddSingleton<DestructionSteps>()
            .AddSingleton<DestroyListHandler>()
            .AddSingleton<DestroyCampaignListsHandler>()
            .AddSingleton<DeleteListHandler>()
            .AddSingleton<AttestDeletionHandler>()
            .AddEnforcement();
    }

    private static IServiceCollection AddEnforcement(this IServiceCollection services) => services
        .AddSingleton<ListMarks>()
        .AddSingleton<ListRemains>()
        .AddSingleton<KeepPromiseHandler>()
        .AddSingleton<DueSweep>()
        .AddSingleton<HistorySweep>()
        .AddSingleton<IDeletionDuty, OrphanSweep>()
        .AddSingleton<IDeletionDuty, RecordSweep>()
        .AddSingleton<IDeletionDuty, DoctorRowsDuty>()
        .AddSingleton<DeletionDuties>()
        .AddSingleton<EnforceDeletionHandler>();
}
