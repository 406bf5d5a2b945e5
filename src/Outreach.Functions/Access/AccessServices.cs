using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Outreach.Adapters.Access;
using Outreach.Core.Access;

namespace Outreach.Functions.Access;

/// <summary>What the capability Access needs.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccessOptions>().Bind(configuration.GetSection("Access")).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>()
            .AddSingleton<IDocumentRetriever>(_ => new SafeDocumentRetriever(new HttpClient
            {
                Timeout = TimeSpan.FromSeconds(10),
                MaxResponseContentBufferSize = SafeDocumentRetriever.LargestDocument,
            }))
            .AddSingleton<BearerTokenValidator>()
            .AddSingleton(AccessRules.Of(typeof(AccessServices).Assembly.GetTypes()))
            .AddSingleton(provider => new Pseudonyms(Convert.FromBase64String(provider.GetRequiredService<IOptions<AccessOptions>>().Value.PseudonymKey)));
    }
}
