using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Register;
using Outreach.Core.Deletion;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;
using Outreach.Core.Register.Updates;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Register;

/// <summary>What the capability Register needs; its settings are `Register__*`.</summary>
internal static class RegisterServices
{
    public static IServiceCollection AddRegister(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RegisterPolicy>()
            .Bind(configuration.GetSection("Register"))
            .Validate(policy => policy.IsValid, "Register__*: a number is out of its range; see docs/operations.md.")
            .ValidateOnStart();
        return services
            .AddTable(TablesRegister.Table)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<RegisterPolicy>>().Value)
            .AddSingleton<IRegister, TablesRegister>()
            .AddSingleton<IRegisterWriter, TablesRegisterWriter>()
            .AddSingleton<RegisterImportHandler>()
            .AddSingleton<RegisterUpdateWriter>()
            .AddSingleton<UpdateRegisterHandler>()
            .AddSingleton<IDeletionDuty, RegisterRowsDuty>()
            .AddImports();
    }

    private static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddTable(TablesImportRunStore.Table)
        .AddListsContainer(BlobImportFiles.LandingContainer)
        .AddListsContainer(BlobImportFiles.PostedContainer)
        .AddListsContainer(BlobImportFiles.PartsContainer)
        .AddListsContainer(BlobImportFiles.RejectedContainer)
        .AddSingleton<IImportRunStore, TablesImportRunStore>()
        .AddSingleton<IImportBlobs, BlobImportFiles>()
        .AddSingleton<ImportRuns>()
        .AddSingleton<ImportJournal>()
        .AddSingleton<ImportRemains>()
        .AddSingleton<StartImportHandler>()
        .AddSingleton<PutExtractPartHandler>()
        .AddSingleton<GetImportHandler>()
        .AddSingleton<CancelImportHandler>()
        .AddSingleton<ReadRejectedHandler>()
        .AddSingleton<ReadExtractHandler>()
        .AddSingleton<FindDuplicatesHandler>()
        .AddSingleton<BeginLoadHandler>()
        .AddSingleton<LoadPartHandler>()
        .AddSingleton<CompleteImportHandler>()
        .AddSingleton<EndImportHandler>()
        .AddSingleton<IDeletionDuty, ImportRemainsDuty>()
        .AddSingleton<IDeletionDuty, LandingDuty>();
}
