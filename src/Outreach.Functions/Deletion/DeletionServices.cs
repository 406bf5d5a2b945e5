using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Deletion;
using Outreach.Core.Deletion;

namespace Outreach.Functions.Deletion;

/// <summary>What the capability Deletion needs.</summary>
internal static class DeletionServices
{
    public static IServiceCollection AddDeletion(this IServiceCollection services) => services
        .AddSingleton<IDeletionLedger, TablesDeletionLedger>()
        .AddSingleton<RequestClosure>()
        .AddSingleton<OrphanSweep>()
        .AddSingleton<DestroyListHandler>()
        .AddSingleton<DestroyCampaignListsHandler>()
        .AddSingleton<DeleteListHandler>()
        .AddSingleton<AttestDeletionHandler>()
        .AddSingleton<EnforceDeletionHandler>();
}
