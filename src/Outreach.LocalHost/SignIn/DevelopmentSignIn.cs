using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
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
        yield return new("Access:Issuers:0:Issuer", new Uri(baseUrl, Doctors).AbsoluteUri);
        yield return new("Access:Issuers:0:Audience", Audience);
        yield return new("Access:Issuers:0:MinimumAcr", "eidas2");
        yield return new("Access:Issuers:1:Kind", "Insurer");
        yield return new("Access:Issuers:1:Issuer", new Uri(baseUrl, Agents).AbsoluteUri);
        yield return new("Access:Issuers:1:Audience", Audience);
    }

    public static IServiceCollection AddDevelopmentSignIn(this IServiceCollection services, LocalFolder folder, Uri baseUrl)
    {
        services.AddAuthentication();
        services.AddOpenIddict().AddServer(options =>
        {
            options.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
            options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            options.Configure(server => server.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain));
            options.RegisterScopes("scope_all");
            options.SetAccessTokenLifetime(TimeSpan.FromHours(1));
            options.DisableAccessTokenEncryption().EnableDegradedMode();
            options.AddSigningKey(SigningKey(folder));
            options.AddEncryptionKey(new SymmetricSecurityKey(folder.Secret("sign-in-encryption.key")));
            options.UseAspNetCore().DisableTransportSecurityRequirement();
            options.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context => ValidateClient(context, baseUrl)));
            options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(ValidateClient));
            options.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(SignInPage.HandleAsync));
            options.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(KeepArrays));
        });
        return services;
    }

    /// <summary>Each provider is the same server under another path: the path is its issuer.</summary>
    public static void UseDevelopmentSignIn(this IApplicationBuilder app)
    {
        // ASP.NET would add authentication at the root as well, and with it a third provider that nobody trusts.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
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
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "This client, or this redirect address of it, is not known here.");
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

    /// <summary>A code is a token itself, and reading one turns an array of one into its element; the product wants the arrays of the real providers.</summary>
    private static ValueTask KeepArrays(HandleTokenRequestContext context)
    {
        foreach (ClaimsIdentity identity in context.Principal?.Identities ?? [])
        {
            foreach (string type in SyntheticPerson.ArrayClaims)
            {
                Claim[] found = [.. identity.FindAll(type)];
                if (found.Length > 0)
                {
                    Array.ForEach(found, identity.RemoveClaim);
                    string array = $"[{string.Join(',', found.Select(claim => claim.ValueType == "JSON" ? claim.Value : JsonSerializer.Serialize(claim.Value)))}]";
                    identity.AddClaim(new Claim(type, array, "JSON_ARRAY").SetDestinations(OpenIddictConstants.Destinations.AccessToken));
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Made at first start; kept, so that tokens survive a restart.</summary>
    private static RsaSecurityKey SigningKey(LocalFolder folder)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(folder.SecretText("sign-in.pem", static () =>
        {
            using var made = RSA.Create(2048);
            return made.ExportPkcs8PrivateKeyPem();
        }));
        return new RsaSecurityKey(rsa) { KeyId = Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16] };
    }
}
