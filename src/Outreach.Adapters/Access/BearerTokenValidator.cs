using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Outreach.Core;
using Outreach.Core.Access;

namespace Outreach.Adapters.Access;

/// <summary>Verifies access tokens: issuer, audience, algorithm, signature, times; then Core decides who the caller is.</summary>
public sealed class BearerTokenValidator
{
    /// <summary>Clocks of issuer and application may differ by this much.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Far above any access token of the two providers.</summary>
    public const int LongestToken = 16 * 1024;

    /// <summary>Asymmetric only: with a symmetric one, the public key would be a secret that everybody has (RFC 8725, 3.1).</summary>
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };
    private readonly Dictionary<string, Trust> _trusted;
    private readonly TimeProvider _time;

    public BearerTokenValidator(IOptions<AccessOptions> options, IDocumentRetriever documents, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _time = time;
        _trusted = options.Value.Issuers.ToDictionary(issuer => issuer.Issuer, issuer => Trust.In(issuer, documents), StringComparer.Ordinal);
    }

    /// <exception cref="TransientDependencyException">The issuer's keys cannot be read now.</exception>
    public async Task<Result<Caller>> ValidateAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (FindTrust(token) is not { } trust)
        {
            return Failures.TokenInvalid;
        }

        await RequireKeysAsync(trust, cancellationToken);
        TokenValidationResult result = await _handler.ValidateTokenAsync(token, Parameters(trust));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken verified)
        {
            return Failures.TokenInvalid;
        }

        using JsonDocument claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(verified.EncodedPayload));
        return CallerPolicy.Decide(claims.RootElement, trust.Policy);
    }

    /// <summary>The issuer that the token names, unverified yet: it only chooses the keys that must verify it.</summary>
    private Trust? FindTrust(string token)
    {
        if (token.Length > LongestToken)
        {
            return null;
        }

        try
        {
            return _trusted.GetValueOrDefault(_handler.ReadJsonWebToken(token).Issuer);
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or JsonException)
        {
            return null;
        }
    }

    private static async Task RequireKeysAsync(Trust trust, CancellationToken cancellationToken)
    {
        try
        {
            await trust.Metadata.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException unreachable)
        {
            throw new TransientDependencyException("The issuer's metadata cannot be read.", unreachable);
        }
    }

    private TokenValidationParameters Parameters(Trust trust) => new()
    {
        // Unknown key ids make the manager read the keys again, at most once per its refresh interval: rotation needs no restart.
        ConfigurationManager = trust.Metadata,
        IssuerValidator = (issuer, _, _) => issuer == trust.Issuer ? issuer : throw new SecurityTokenInvalidIssuerException(),
        ValidAudience = trust.Audience,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = true,
        LifetimeValidator = IsAlive,
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + ClockSkew && (notBefore is not { } start || start - ClockSkew <= now);
    }

    private sealed record Trust(string Issuer, string Audience, TrustedIssuer Policy, ConfigurationManager<OpenIdConnectConfiguration> Metadata)
    {
        public static Trust In(IssuerOptions issuer, IDocumentRetriever documents) => new(
            issuer.Issuer,
            issuer.Audience,
            issuer.ToTrustedIssuer(),
            new ConfigurationManager<OpenIdConnectConfiguration>(
                issuer.MetadataUri.AbsoluteUri, new OpenIdConnectConfigurationRetriever(), documents));
    }
}
