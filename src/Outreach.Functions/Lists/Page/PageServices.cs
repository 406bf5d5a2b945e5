using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Access;
using Outreach.Core.Access;
using Outreach.Core.Lists;

namespace Outreach.Functions.Lists.Page;

/// <summary>What the page behind the secure link needs.</summary>
internal static class PageServices
{
    public static IServiceCollection AddListPage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PageOptions>()
            .Bind(configuration.GetSection("SignIn"))
            .PostConfigure(options => UseIssuer(options, configuration, CallerKind.Practitioner))
            .Validate(
                options => Uri.TryCreate(options.Authority, UriKind.Absolute, out Uri? authority) && SafeDocumentRetriever.IsSafe(authority),
                "SignIn__Authority: the https address of the OpenID provider where doctors sign in (http only on loopback).")
            .Validate(options => options.ClientId.Length > 0, "SignIn__ClientId: the name under which the provider knows the page.")
            .Validate(options => options.Scope.Split(' ').Contains("openid", StringComparer.Ordinal), "SignIn__Scope: scopes separated by spaces, `openid` among them.")
            .ValidateOnStart();
        return services
            .AddSingleton<PageAssets>()
            .AddSingleton<PageHeaders>()
            .AddSingleton(provider => Configuration(
                provider.GetRequiredService<IOptions<PageOptions>>().Value, provider.GetRequiredService<PublicAddress>()));
    }

    /// <summary>Read as it stands: whether issuers are right is for Access to say, beside what is wrong here.</summary>
    public static void UseIssuer(PageOptions page, IConfiguration configuration, CallerKind kind)
    {
        if (page.Authority.Length == 0)
        {
            page.Authority = configuration.GetSection("Access:Issuers").GetChildren()
                .FirstOrDefault(issuer => issuer[nameof(IssuerOptions.Kind)] == kind.ToString())?[nameof(IssuerOptions.Issuer)] ?? "";
        }
    }

    public static PageConfiguration Configuration(PageOptions page, PublicAddress address) =>
        new(page.Authority, page.ClientId, page.Scope, new Uri(address.BaseUrl, ListPageFunction.SignedInPath));
}
