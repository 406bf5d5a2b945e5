using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Audit.Evidence;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>What evidence needs.</summary>
internal static class EvidenceServices
{
    public static IServiceCollection AddEvidence(this IServiceCollection services, IConfiguration configuration) => services
        .AddInsurerSignIn(configuration)
        .AddSingleton<EvidenceRetention>()
        .AddSingleton<ListPlaces>()
        .AddSingleton<ListEvidenceReader>()
        .AddSingleton<RequestEvidenceReader>()
        .AddSingleton<ObjectionCounter>()
        .AddSingleton<HabilitationEvidenceReader>()
        .AddSingleton<CampaignEvidenceReader>()
        .AddSingleton<CompileEvidenceHandler>()
        .AddSingleton<ListProofsHandler>()
        .AddSingleton<ListProofHandler>()
        .AddSingleton<EvidencePages>();
}
