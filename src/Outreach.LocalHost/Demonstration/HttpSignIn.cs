using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.LocalHost.Demonstration;

/// <summary>Signs in at an OpenID provider as an outside client does: authorization code with PKCE (RFC 7636), over HTTP alone.</summary>
public static class HttpSignIn
{
    private const string Redirect = "http://127.0.0.1:1/signed-in";
    private const string ClientId = "outreach-client";

    /// <summary>A client that sees redirects itself, as signing in needs.</summary>
    public static HttpClient Client(Uri address) => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    /// <param name="http">Must not follow redirects.</param>
    /// <param name="issuer">Absolute, ending with '/'.</param>
    /// <param name="person">Whom to sign in as.</param>
    public static async Task<string> SignInAsync(HttpClient http, Uri issuer, string person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(http);
        JsonElement metadata = await http.GetFromJsonAsync<JsonElement>(new Uri(issuer, ".well-known/openid-configuration"), cancellationToken);
        string verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        string state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        Dictionary<string, string> ask = new(StringComparer.Ordinal)
        {
            ["client_id"] = ClientId,
            ["redirect_uri"] = Redirect,
            ["response_type"] = "code",
            ["scope"] = "openid scope_all",
            ["state"] = state,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
            ["person"] = person,
        };
        using HttpResponseMessage authorized = await http.PostAsync(
            metadata.GetProperty("authorization_endpoint").GetString(), new FormUrlEncodedContent(ask), cancellationToken);
        StepFailedException.Require(
            authorized.StatusCode == HttpStatusCode.Redirect && authorized.Headers.Location is not null, $"sign-in answered {(int)authorized.StatusCode}");
        System.Collections.Specialized.NameValueCollection answer = HttpUtility.ParseQueryString(authorized.Headers.Location!.Query);
        StepFailedException.Require(answer["state"] == state && answer["code"] is not null, "sign-in came back without a code");
        Dictionary<string, string> exchange = new(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = ClientId,
            ["redirect_uri"] = Redirect,
            ["code"] = answer["code"]!,
            ["code_verifier"] = verifier,
        };
        using HttpResponseMessage tokens = await http.PostAsync(
            metadata.GetProperty("token_endpoint").GetString(), new FormUrlEncodedContent(exchange), cancellationToken);
        StepFailedException.Require(tokens.IsSuccessStatusCode, $"the token endpoint answered {(int)tokens.StatusCode}");
        JsonElement body = await tokens.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return body.GetProperty("access_token").GetString()!;
    }
}
