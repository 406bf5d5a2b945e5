using System.Collections.Concurrent;
using Azure;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using Outreach.Core;
using Outreach.Core.Campaigns;

namespace Outreach.Adapters.Campaigns;

/// <summary>Campaign keys in a key vault: one key name per campaign, RSA of 3072 bits, unwrapping in the vault only.</summary>
/// <remarks>
/// The vault unwraps under an expired key, so expiry is checked here, on what was read of the key before; a disabled key is refused by the vault itself.
/// Calls: one read per process and key (and one more by the SDK's cryptography client), then one per unwrapping.
/// </remarks>
/// <param name="prefix">Of the names of its keys: keys of another purpose have other names, and neither finds the other's.</param>
public sealed class KeyVaultCampaignKeys(KeyClient vault, TimeProvider time, string prefix = KeyVaultCampaignKeys.ListsPrefix) : ICampaignKeys
{
    public const int KeySize = 3072;

    /// <summary>Keys that lists and the campaign's secret are under.</summary>
    public const string ListsPrefix = "campaign-";

    /// <summary>Keys that the addresses of notices are under.</summary>
    public const string NoticesPrefix = "notices-";

    private readonly ConcurrentDictionary<string, DateTimeOffset?> _expiries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CryptographyClient> _cryptography = new(StringComparer.Ordinal);

    public Task<CampaignKey?> CreateAsync(CampaignId campaign, DateTimeOffset expiresOn, CancellationToken cancellationToken) =>
        VaultErrors.CallAsync(async () =>
        {
            string name = NameOf(campaign);
            if (await FindKeyAsync(name, version: null, cancellationToken) is not { } known)
            {
                return await MakeAsync(name, expiresOn, cancellationToken);
            }

            if (known.Properties.ExpiresOn == expiresOn || known.Properties.Enabled == false)
            {
                return Remember(known);
            }

            known.Properties.ExpiresOn = expiresOn;
            return Remember(await vault.UpdateKeyPropertiesAsync(known.Properties, cancellationToken: cancellationToken));
        });

    public Task<CampaignKey?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        VaultErrors.CallAsync(async () =>
            VaultKeyId.TryParse(keyId, vault.VaultUri, prefix) is { } id && await FindKeyAsync(id.Name, id.Version, cancellationToken) is { } key
                ? Remember(key)
                : null);

    public async Task<byte[]?> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        if (VaultKeyId.TryParse(keyId, vault.VaultUri, prefix) is not { } id)
        {
            return null;
        }

        if (!_expiries.TryGetValue(keyId, out DateTimeOffset? expiry))
        {
            if (await FindAsync(keyId, cancellationToken) is not { } key)
            {
                return null;
            }

            expiry = key.ExpiresOn;
        }

        return expiry <= time.GetUtcNow() ? null : await UnwrapAsync(id, keyId, wrapped, cancellationToken);
    }

    public Task<VaultKey> FindStateAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        VaultErrors.CallAsync(() => VaultKeyInspection.RunAsync(vault, NameOf(campaign), cancellationToken));

    public Task DisableAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        VaultErrors.CallAsync(async () =>
        {
            try
            {
                await foreach (KeyProperties version in vault.GetPropertiesOfKeyVersionsAsync(NameOf(campaign), cancellationToken))
                {
                    if (version.Enabled != false)
                    {
                        version.Enabled = false;
                        await vault.UpdateKeyPropertiesAsync(version, cancellationToken: cancellationToken);
                    }
                }
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // Deleted already: it unwraps nothing.
            }

            return true;
        });

    public Task<DateTimeOffset> DeleteAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        VaultErrors.CallAsync(() => VaultKeyDeletion.RunAsync(vault, NameOf(campaign), time, cancellationToken));

    private string NameOf(CampaignId campaign) => prefix + campaign.Value;

    private Task<byte[]?> UnwrapAsync(VaultKeyId id, string keyId, byte[] wrapped, CancellationToken cancellationToken) =>
        VaultErrors.CallAsync<byte[]?>(async () =>
        {
            CryptographyClient client = _cryptography.GetOrAdd(keyId, _ => vault.GetCryptographyClient(id.Name, id.Version));
            try
            {
                return (await client.UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped, cancellationToken)).Key;
            }
            catch (RequestFailedException refused) when (refused.Status is 400 or 404)
            {
                // Another key wrapped this, or the key is deleted.
                return null;
            }
            catch (RequestFailedException forbidden) when (forbidden.Status == 403)
            {
                // A disabled key, or a right the application lacks: the second is a fault of the deployment and must not look like a list that is over.
                KeyVaultKey? key = await FindKeyAsync(id.Name, id.Version, cancellationToken);
                return key is null or { Properties.Enabled: false } ? null : throw new InvalidOperationException("The vault forbids unwrapping under a key that is enabled.", forbidden);
            }
        });

    private async Task<CampaignKey?> MakeAsync(string name, DateTimeOffset expiresOn, CancellationToken cancellationToken)
    {
        var options = new CreateRsaKeyOptions(name)
        {
            KeySize = KeySize,
            ExpiresOn = expiresOn,
            KeyOperations = { KeyOperation.WrapKey, KeyOperation.UnwrapKey },
        };
        try
        {
            return Remember(await vault.CreateRsaKeyAsync(options, cancellationToken));
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            // A deleted key that the vault still keeps holds its name. If it does not any more, it was purged or recovered just now: ask again.
            return await VaultKeyDeletion.FindDeletedAsync(vault, name, cancellationToken) is null
                ? throw new TransientDependencyException("The key vault is still changing a key of this name.")
                : null;
        }
    }

    private async Task<KeyVaultKey?> FindKeyAsync(string name, string? version, CancellationToken cancellationToken)
    {
        try
        {
            return await vault.GetKeyAsync(name, version, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    private CampaignKey Remember(KeyVaultKey key)
    {
        string keyId = key.Id.AbsoluteUri;
        _expiries[keyId] = key.Properties.ExpiresOn;
        return new CampaignKey(
            keyId,
            new System.Security.Cryptography.RSAParameters { Modulus = key.Key.N, Exponent = key.Key.E },
            key.Properties.Enabled != false,
            key.Properties.ExpiresOn);
    }
}
