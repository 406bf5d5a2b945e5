using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Audit;
using Outreach.Core.Audit;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Audit;

/// <summary>What the capability Audit needs.</summary>
internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration)
    {
        OptionsBuilder<AuditOptions> options = services.AddOptions<AuditOptions>().Bind(configuration.GetSection("Audit"))
            .Validate(audit => new RetentionPeriod(audit.RetentionMonths).IsLawful, $"Audit__RetentionMonths: {RetentionPeriod.Shortest} to {RetentionPeriod.Longest}.")
            .ValidateOnStart();
        if (services.All(service => service.ServiceType != typeof(ICheckpointSigner)))
        {
            services.AddVault(options, configuration);
        }

        return services
            .AddAuditContainer(BlobAuditTrail.Container)
            .AddAuditContainer(BlobAuditCheckpoints.Container)
            .AddTable(TablesCheckpointWitness.Table)
            .AddSingleton<IAuditTrail, BlobAuditTrail>()
            .AddSingleton<IAuditStreams, BlobAuditStreams>()
            .AddSingleton<IAuditCheckpoints, BlobAuditCheckpoints>()
            .AddSingleton<ICheckpointWitness, TablesCheckpointWitness>()
            .AddSingleton(provider => new RetentionPeriod(provider.GetRequiredService<IOptions<AuditOptions>>().Value.RetentionMonths))
            .AddSingleton<RetentionRule>()
            .AddSingleton<AuditVerifier>()
            .AddSingleton<CheckpointSeal>()
            .AddSingleton<CheckpointHeads>()
            .AddSingleton<CheckpointChain>()
            .AddSingleton<CheckpointWriter>()
            .AddSingleton<StreamWalk>()
            .AddSingleton<StreamInspection>()
            .AddSingleton<AuditRetention>()
            .AddSingleton<AuditProofs>()
            .AddSingleton<CheckpointAuditHandler>()
            .AddSingleton<VerifyAuditHandler>();
    }

    private static void AddVault(this IServiceCollection services, OptionsBuilder<AuditOptions> options, IConfiguration configuration)
    {
        options.Validate(
            audit => audit.HasSigningKey || !HostEnvironment.IsProduction(configuration),
            "Audit__SigningKey, Audit__SigningKeyVersion: the name and the version (32 digits) of the vault's key that signs checkpoints.");
        services
            .AddSingleton<VaultCheckpointKeys>()
            .AddSingleton<ICheckpointSigner>(provider => provider.GetRequiredService<VaultCheckpointKeys>())
            .AddSingleton<ICheckpointKeys>(provider => provider.GetRequiredService<VaultCheckpointKeys>());
    }
}
