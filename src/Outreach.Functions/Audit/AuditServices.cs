using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Audit;
using Outreach.Core.Audit;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Audit;

/// <summary>What the capability Audit needs.</summary>
internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddAuditContainer(BlobAuditTrail.Container)
        .AddAuditContainer(BlobAuditCheckpoints.Container)
        .AddSingleton<BlobAuditTrail>()
        .AddSingleton<IAuditTrail>(provider => provider.GetRequiredService<BlobAuditTrail>())
        .AddSingleton<IAuditStreams>(provider => provider.GetRequiredService<BlobAuditTrail>())
        .AddSingleton<IAuditCheckpoints, BlobAuditCheckpoints>()
        .AddSingleton<AuditVerifier>()
        .AddSingleton<CheckpointAuditHandler>();
}
