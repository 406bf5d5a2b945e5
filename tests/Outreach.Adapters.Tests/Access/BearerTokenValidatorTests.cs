using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;
using Outreach.Adapters.Access;
using Outreach.Core;
using Outreach.Core.Access;
using Xunit;

namespace Outreach.Adapters.Tests.Access;

/// <summary>Tokens are believed for what their issuer is trusted with, and for nothing else.</summary>
public sealed class BearerTokenValidatorTests : IDisposable
{
    private const string Doctors = "https://doctors.example";
    private const string Insurer = "https://insurer.example";
    private const string Audience = "outreach";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly RSA _doctorsKey = RSA.Create(2048);
    private readonly RSA _insurerKey = RSA.Create(2048);
    private readonly BearerTokenValidator _validator;

    public BearerTokenValidatorTests()
    {
        var options = new AccessOptions();
        options.Issuers.Add(new IssuerOptions { Kind = "Practitioner", Issuer = Doctors, Audience = Audience, MinimumAcr = "eidas2" });
        options.Issuers.Add(new IssuerOptions { Kind = "Insurer", Issuer = Insurer, Audience = Audience });
        _validator = new BearerTokenValidator(Options.Create(options), new Documents(this), _time);
    }

    [Fact]
    public async Task Validate_ADoctorsToken_IsThatDoctor()
    {
        Caller caller = (await ValidateAsync(Token())).Value!;

        Assert.Equal((CallerKind.Practitioner, "899700218896"), (caller.Kind, caller.Practitioner!.Value.Value));
    }

    [Theory]
    [Trait("threat", "24")]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    [InlineData("no expiry")]
    [InlineData("key of the other issuer")]
    [InlineData("unsigned")]
    [InlineData("HMAC with the public key")]
    [InlineData("changed")]
    [InlineData("no token")]
    [InlineData("too long")]
    public async Task Validate_ATokenThatIsWrong_IsRefused(string wrong)
    {
        Result<Caller> result = await ValidateAsync(Wrong(wrong));

        Assert.False(result.Succeeded);
        Assert.Equal("access.token-invalid", result.Failure.Code);
    }

    [Theory]
    [Trait("threat", "24")]
    [InlineData("eidas1")]
    [InlineData("EIDAS2")]
    [InlineData("eidas9")]
    [InlineData(null)]
    public async Task Validate_ASignInThatIsTooWeak_IsRefusedAndSaysSo(string? acr)
    {
        Result<Caller> result = await ValidateAsync(Token(claims: claims => claims["acr"] = acr!));

        Assert.Equal("access.sign-in-too-weak", result.Failure!.Code);
    }

    /// <summary>Clocks differ a little; a minute is not a little.</summary>
    [Theory]
    [Trait("threat", "24")]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task Validate_JustAfterItsEnd_ToleratesHalfAMinute(int seconds, bool believed)
    {
        string token = Token(expires: _time.GetUtcNow());
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(believed, (await ValidateAsync(token)).Succeeded);
    }

    [Theory]
    [Trait("threat", "26")]
    [InlineData("""{"exercices":[{"codeProfession":"60"},{"codeProfession":"21"}]}""", false)]
    [InlineData("""{"exercices":[{"codeProfession":"60"},{"codeProfession":"10"}]}""", true)]
    [InlineData("""{"exercices":[]}""", false)]
    [InlineData("""{"exercices":"10"}""", false)]
    [InlineData("""{"exercices":[{"codeProfession":10}]}""", false)]
    [InlineData("""{}""", false)]
    public async Task Validate_SeveralProfessions_NeedsADoctorAmongThem(string refPro, bool doctor)
    {
        Result<Caller> result = await ValidateAsync(Token(claims: claims => claims["SubjectRefPro"] = JsonSerializer.Deserialize<JsonElement>(refPro)));

        Assert.Equal(doctor, result.Succeeded);
    }

    /// <summary>The insurer's issuer cannot make doctors, nor the doctors' issuer agents: claims count for what their issuer is trusted with.</summary>
    [Fact]
    [Trait("threat", "29")]
    public async Task Validate_ClaimsOfTheOtherSide_CountForNothing()
    {
        Caller agent = (await ValidateAsync(Token(Insurer, _insurerKey, claims: claims => claims["roles"] = new[] { Roles.ManageCampaigns }))).Value!;
        Caller doctor = (await ValidateAsync(Token(claims: claims => claims["roles"] = new[] { Roles.ManageCampaigns }))).Value!;

        Assert.Equal((CallerKind.Insurer, null), (agent.Kind, agent.Practitioner));
        Assert.Contains(Roles.ManageCampaigns, agent.Roles);
        Assert.Empty(doctor.Roles);
    }

    /// <summary>Entra ID gives each application another `sub`; only `oid` is what an administrator sees, and one person has one of. One without it is nobody, never a second person.</summary>
    [Fact]
    [Trait("threat", "28")]
    public async Task Validate_TheInsurersPeople_AreWhoTheirObjectIdSays()
    {
        Result<Caller> agent = await ValidateAsync(Token(Insurer, _insurerKey));
        Result<Caller> without = await ValidateAsync(Token(Insurer, _insurerKey, claims: claims => claims["oid"] = null!));

        Assert.Equal("test-object", agent.Value!.Subject);
        Assert.Equal("test-subject", (await ValidateAsync(Token())).Value!.Subject);
        Assert.Equal("access.token-invalid", without.Failure!.Code);
    }

    [Theory]
    [InlineData("Insurer", "oid", true)]
    [InlineData("Insurer", "sub", true)]
    [InlineData("Insurer", "preferred_username", false)]
    [InlineData("Practitioner", "oid", false)]
    public void Options_SubjectClaim_IsOneOfTwo(string kind, string claim, bool valid)
    {
        var options = new AccessOptions { PseudonymKey = Convert.ToBase64String(new byte[32]) };
        options.Issuers.Add(new IssuerOptions { Kind = kind, Issuer = Insurer, Audience = Audience, MinimumAcr = "eidas2", SubjectClaim = claim });

        Assert.Equal(valid, new AccessOptionsValidator().Validate(name: null, options).Succeeded);
    }

    public void Dispose()
    {
        _doctorsKey.Dispose();
        _insurerKey.Dispose();
    }

    private Task<Result<Caller>> ValidateAsync(string token) => _validator.ValidateAsync(token, CancellationToken.None);

    private string Wrong(string how) => how switch
    {
        "issuer" => Token("https://elsewhere.example"),
        "audience" => Token(audience: "another-application"),
        "expired" => Token(expires: _time.GetUtcNow().AddMinutes(-2)),
        "not yet valid" => Token(notBefore: _time.GetUtcNow().AddMinutes(2)),
        "no expiry" => Token(expires: null, withExpiry: false),
        "key of the other issuer" => Token(Doctors, _insurerKey),
        "unsigned" => $"{Base64UrlEncoder.Encode("""{"alg":"none"}""")}.{Token().Split('.')[1]}.",
        "HMAC with the public key" => Symmetric(),
        "changed" => Changed(),
        "no token" => "no.token",
        "too long" => Token() + new string('x', BearerTokenValidator.LongestToken),
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "No such fault."),
    };

    private string Changed()
    {
        string[] parts = Token().Split('.');
        string payload = Base64UrlEncoder.Decode(parts[1]).Replace("899700218896", "899700245667", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}";
    }

    /// <summary>The classic confusion: signed with HS256, its secret the public key that everybody has.</summary>
    private string Symmetric()
    {
        byte[] secret = Encoding.ASCII.GetBytes(_doctorsKey.ExportSubjectPublicKeyInfoPem());
        string head = Base64UrlEncoder.Encode("""{"alg":"HS256","kid":"one","typ":"JWT"}""");
        string text = $"{head}.{Token().Split('.')[1]}";
        return $"{text}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    private string Token(
        string issuer = Doctors,
        RSA? key = null,
        string audience = Audience,
        DateTimeOffset? expires = null,
        DateTimeOffset? notBefore = null,
        bool withExpiry = true,
        Action<Dictionary<string, object>>? claims = null)
    {
        DateTimeOffset now = _time.GetUtcNow();
        Dictionary<string, object> said = new(StringComparer.Ordinal)
        {
            ["sub"] = "test-subject",
            ["oid"] = "test-object",
            ["acr"] = "eidas2",
            ["SubjectNameID"] = "899700218896",
            ["SubjectRefPro"] = JsonSerializer.Deserialize<JsonElement>("""{"exercices":[{"codeProfession":"10"}]}"""),
        };
        claims?.Invoke(said);
        foreach (string absent in said.Where(claim => claim.Value is null).Select(claim => claim.Key).ToArray())
        {
            said.Remove(absent);
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = (notBefore ?? now.AddMinutes(-5)).UtcDateTime,
            IssuedAt = now.AddMinutes(-5).UtcDateTime,
            Expires = withExpiry ? (expires ?? now.AddMinutes(5)).UtcDateTime : null,
            Claims = said,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? _doctorsKey) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The metadata and keys of both issuers.</summary>
    private sealed class Documents(BearerTokenValidatorTests tests) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            string issuer = address.StartsWith(Doctors, StringComparison.Ordinal) ? Doctors : Insurer;
            RSAParameters key = (issuer == Doctors ? tests._doctorsKey : tests._insurerKey).ExportParameters(includePrivateParameters: false);
            return Task.FromResult(address.EndsWith("/keys", StringComparison.Ordinal)
                ? JsonSerializer.Serialize(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "one", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } } })
                : JsonSerializer.Serialize(new { issuer, jwks_uri = $"{issuer}/keys" }));
        }
    }
}
