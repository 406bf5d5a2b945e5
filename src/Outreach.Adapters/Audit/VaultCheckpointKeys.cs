using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Campaigns;
using Outreach.Core.Audit;

namespace Outreach.Adapters.Audit;

/// <summary>The audit signing key in the vault: a pinned version signs there, and every version's public half is read from there.</summary>
/// <remarks>The vault keeps versions for as long as the key exists: rotate by adding one, and disable the old one, which can be read all the same. Calls: one per
/// checkpoint, and one read per process and version.</remarks>
public sealed class VaultCheckpointKeys(KeyClient vault, IOptions<AuditOptions> options) : ICheckpointSigner, ICheckpointKeys
{
    private readonly ConcurrentDictionary<string, ECParameters> _known = new(StringComparer.Ordinal);

    private string Prefix => new Uri(vault.VaultUri, $"keys/{options.Value.SigningKey}/").AbsoluteUri;

    /// <exception cref="InvalidOperationException">No key is configured, which production refuses at its start.</exception>
    public Task<string> GetKeyIdAsync(CancellationToken cancellationToken) => options.Value.HasSigningKey
        ? Task.FromResult(Prefix + options.Value.SigningKeyVersion)
        : throw new InvalidOperationException("No key signs checkpoints: set Audit__SigningKeyVersion to a version of the vault's key Audit__SigningKey.");

    public async Task<byte[]> SignAsync(string keyId, byte[] signingInput, CancellationToken cancellationToken)
    {
        string version = VersionOf(keyId) ?? throw new ArgumentException("This is no version of the audit signing key.", nameof(keyId));
        SignResult signed = await VaultErrors.CallAsync(() => vault.GetCryptographyClient(options.Value.SigningKey, version)
            .SignDataAsync(SignatureAlgorithm.ES256, signingInput, cancellationToken));
        return signed.Signature;
    }

    public async Task<ECParameters?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(keyId, out ECParameters known))
        {
            return known;
        }

        if (VersionOf(keyId) is not { } version || await ReadAsync(version, cancellationToken) is not { } key)
        {
            return null;
        }

        _known[keyId] = key;
        return key;
    }

    private Task<ECParameters?> ReadAsync(string version, CancellationToken cancellationToken) => VaultErrors.CallAsync<ECParameters?>(async () =>
    {
        try
        {
            JsonWebKey key = ((KeyVaultKey)await vault.GetKeyAsync(options.Value.SigningKey, version, cancellationToken)).Key;
            return key.CurveName == KeyCurveName.P256 && (key.KeyType == KeyType.Ec || key.KeyType == KeyType.EcHsm)
                ? new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key.X, Y = key.Y } }
                : null;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    });

    /// <summary>Null for anything but a version of this key in this vault: an id found in a checkpoint never leads anywhere else.</summary>
    private string? VersionOf(string keyId) =>
        keyId.StartsWith(Prefix, StringComparison.Ordinal) && AuditOptions.IsVersion(keyId[Prefix.Length..]) ? keyId[Prefix.Length..] : null;
}
