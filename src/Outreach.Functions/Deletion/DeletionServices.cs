using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Deletion;
using Outreach.Core.Deletion;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Deletion;

/// <summary>What the capability Deletion needs.</summary>
internal static class DeletionServices
{
    public static IServiceCollection AddDeletion(this IServiceCollection services) => services
        .AddTable(TablesDeletionLedger.Table)
        .AddSingleton<IDeletionLedger, TablesDeletionLedger>()
        .AddSingleton<RequestClosure>()
        .AddSingleton<OrphanSweep>()
        .AddSingleton<DestroyListHandler>()
        .AddSingleton<DestroyCampaignListsHandler>()
        .AddSingleton<DeleteListHandler>()
        .AddSingleton<AttestDeletionHandler>()
        .AddSingleton<EnforceDeletionHandler>();
}
