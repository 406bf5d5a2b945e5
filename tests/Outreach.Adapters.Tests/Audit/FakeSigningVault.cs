using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using Outreach.Adapters.Tests.Campaigns;
using Outreach.Core;

namespace Outreach.Adapters.Tests.Audit;

/// <summary>A key vault behind the SDK's own types, with one EC key of several versions.</summary>
internal sealed class FakeSigningVault : KeyClient
{
    private const string Name = "audit-checkpoints";

    private static readonly Uri Address = new("https://vault.example/");

    private readonly Dictionary<string, ECDsa> _versions = new(StringComparer.Ordinal);

    public FakeSigningVault() => Rotate();

    public override Uri VaultUri => Address;

    /// <summary>The newest.</summary>
    public string Version { get; private set; } = "";

    public List<string> Calls { get; } = [];

    public bool Throttled { get; set; }

    /// <summary>As an operator does in the portal.</summary>
    public void Rotate() => _versions[Version = RandomId.Create()] = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public override Task<Response<KeyVaultKey>> GetKeyAsync(string name, string? version = null, CancellationToken cancellationToken = default)
    {
        Calls.Add("get");
        if (name != Name || version is null || !_versions.TryGetValue(version, out ECDsa? key))
        {
            throw new RequestFailedException(new FakeResponse(404, "KeyNotFound"));
        }

        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        KeyProperties properties = KeyModelFactory.KeyProperties(new Uri(Address, $"keys/{name}/{version}"), Address, name, version);
        JsonWebKey jwk = KeyModelFactory.JsonWebKey(KeyType.Ec, curveName: KeyCurveName.P256, x: point.X, y: point.Y);
        return Task.FromResult(Response.FromValue(KeyModelFactory.KeyVaultKey(properties, jwk), new FakeResponse(200)));
    }

    public override CryptographyClient GetCryptographyClient(string keyName, string? keyVersion = null) => new Cryptography(this, keyVersion!);

    private sealed class Cryptography(FakeSigningVault vault, string version) : CryptographyClient
    {
        public override Task<SignResult> SignDataAsync(SignatureAlgorithm algorithm, byte[] data, CancellationToken cancellationToken = default)
        {
            vault.Calls.Add("sign");
            if (vault.Throttled)
            {
                throw new RequestFailedException(new FakeResponse(429, "Throttled", "7"));
            }

            // A vault answers R and S one after the other, as JWS has it.
            return algorithm == SignatureAlgorithm.ES256
                ? Task.FromResult(CryptographyModelFactory.SignResult(version, vault._versions[version].SignData(data, HashAlgorithmName.SHA256), algorithm))
                : throw new NotSupportedException("The product signs with ES256 only.");
        }
    }
}
