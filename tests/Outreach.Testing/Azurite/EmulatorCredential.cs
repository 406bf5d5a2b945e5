using System.Buffers.Text;
using System.Text.Json;
using Azure.Core;

namespace Outreach.Testing.Azurite;

/// <summary>An identity that only the emulator believes: it reads a token's claims and does not look at its signature.</summary>
public sealed class EmulatorCredential : TokenCredential
{
    public const string Tenant = "11111111-1111-1111-1111-111111111111";

    /// <summary>Who signs addresses: `skoid`.</summary>
    public const string ObjectId = "22222222-2222-2222-2222-222222222222";

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset end = now.AddHours(1);
        string header = Part(new { alg = "none", typ = "JWT" });
        string claims = Part(new
        {
            aud = "https://storage.azure.com",
            iss = $"https://sts.windows.net/{Tenant}/",
            tid = Tenant,
            oid = ObjectId,
            iat = now.ToUnixTimeSeconds(),
            nbf = now.AddMinutes(-5).ToUnixTimeSeconds(),
            exp = end.ToUnixTimeSeconds(),
        });
        return new AccessToken($"{header}.{claims}.", end);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
