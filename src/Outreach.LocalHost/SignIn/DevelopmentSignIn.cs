using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using Outreach.LocalHost.Settings;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Outreach.LocalHost.SignIn;

/// <summary>
/// Two OpenID providers for one machine, standing for Pro Santé Connect (doctors) and Entra ID (the insurer): authorization code with PKCE, public clients, keys made at
/// first start. Anyone may be anyone: it exists in the local host only.
/// </summary>
internal static class DevelopmentSignIn
{
    public const string Doctors = "/dev/sign-in/doctors";
    public const string Agents = "/dev/sign-in/insurer";
    public const string Audience = "outreach";
    public const string PageClient = "outreach-page";

    /// <summary>Practice software and the demonstration: redirects to any port of this machine.</summary>
    public const string LoopbackClient = "outreach-client";

    /// <summary>The path of the page that ends a sign-in.</summary>
    public const string PageRedirect = "/l/signed-in";

    /// <summary>What makes the product trust these two.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(Uri baseUrl)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        yield return new("Access:Issuers:0:Kind", "Practitioner");
        yield return new("Access:Issuers:0:Issuer", new Uri(baseUrl, Doctors + "/").AbsoluteUri);
        yield return new("Access:Issuers:0:Audience", Audience);
        yield return new("Access:Issuers:0:MinimumAcr", "eidas2");
        yield return new("Access:Issuers:1:Kind", "Insurer");
        yield return new("Access:Issuers:1:Issuer", new Uri(baseUrl, Agents + "/").AbsoluteUri);
        yield return new("Access:Issuers:1:Audience", Audience);
    }

    public static IServiceCollection AddDevelopmentSignIn(this IServiceCollection services, LocalFolder folder, Uri baseUrl)
    {
        services.AddAuthentication();
        services.AddOpenIddict().AddServer(options =>
        {
            options.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
            options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            options.RegisterScopes("scope_all");
            options.SetAccessTokenLifetime(TimeSpan.FromHours(1));
            options.DisableAccessTokenEncryption().EnableDegradedMode();
            options.AddSigningKey(SigningKey(folder));
            options.AddEncryptionKey(new SymmetricSecurityKey(folder.Secret("sign-in-encryption.key")));
            options.UseAspNetCore().DisableTransportSecurityRequirement();
            options.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context => ValidateClient(context, baseUrl)));
            options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(ValidateClient));
            options.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(SignInPage.HandleAsync));
        });
        return services;
    }

    /// <summary>Each provider is the same server under another path: the path is its issuer.</summary>
    public static void UseDevelopmentSignIn(this IApplicationBuilder app)
    {
        foreach (string provider in new[] { Doctors, Agents })
        {
            app.Map(provider, branch => branch.UseAuthentication());
        }
    }

    private static ValueTask ValidateClient(ValidateAuthorizationRequestContext context, Uri baseUrl)
    {
        bool known = Uri.TryCreate(context.RedirectUri, UriKind.Absolute, out Uri? redirect) && context.ClientId switch
        {
            PageClient => redirect == new Uri(baseUrl, PageRedirect),
            LoopbackClient => redirect is { IsLoopback: true, Scheme: "http" },
            _ => false,
        };
        if (!known)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "This client, or this redirect address of it, is not known here.");
        }

        return ValueTask.CompletedTask;
    }

    private static ValueTask ValidateClient(ValidateTokenRequestContext context)
    {
        if (context.ClientId is not (PageClient or LoopbackClient))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "This client is not known here.");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Made at first start; kept, so that tokens survive a restart.</summary>
    private static RsaSecurityKey SigningKey(LocalFolder folder)
    {
        string path = Path.Combine(folder.Keys, "sign-in.pem");
        var rsa = RSA.Create(2048);
        if (File.Exists(path))
        {
            rsa.ImportFromPem(File.ReadAllText(path));
        }
        else
        {
            File.WriteAllText(path, rsa.ExportPkcs8PrivateKeyPem());
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        return new RsaSecurityKey(rsa) { KeyId = Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16] };
    }
}
