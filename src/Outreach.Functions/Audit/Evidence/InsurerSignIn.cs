using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Access;
using Outreach.Core.Access;
using Outreach.Core.Lists;
using Outreach.Functions.Lists.Page;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>How the page of evidence signs the insurer's side in: a public client, without secret. Settings `SignIn__Insurer__*`.</summary>
public sealed record InsurerSignIn(PageConfiguration Configuration)
{
    public Uri Authority => new(Configuration.Authority);
}

internal static class InsurerSignInServices
{
    public const string Name = "Insurer";

    public static IServiceCollection AddInsurerSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PageOptions>(Name)
            .Bind(configuration.GetSection($"SignIn:{Name}"))
            .PostConfigure(options => PageServices.UseIssuer(options, configuration, CallerKind.Insurer))
            .Validate(
                options => Uri.TryCreate(options.Authority, UriKind.Absolute, out Uri? authority) && SafeDocumentRetriever.IsSafe(authority),
                "SignIn__Insurer__Authority: the https address of the OpenID provider where the insurer's side signs in (http only on loopback).")
            .Validate(options => options.ClientId.Length > 0, "SignIn__Insurer__ClientId: the name under which the provider knows the page.")
            .Validate(options => options.Scope.Split(' ').Contains("openid", StringComparer.Ordinal), "SignIn__Insurer__Scope: scopes separated by spaces, `openid` among them.")
            .ValidateOnStart();
        return services.AddSingleton(provider => new InsurerSignIn(PageServices.Configuration(
            provider.GetRequiredService<IOptionsMonitor<PageOptions>>().Get(Name), provider.GetRequiredService<PublicAddress>())));
    }
}
