using System.Security.Cryptography;
using System.Text.Json;
using Outreach.Core.Campaigns;

namespace Outreach.LocalHost.Keys;

/// <summary>Campaign keys in files, one per campaign, readable by their owner alone: what Key Vault is in Azure. For one machine.</summary>
public sealed class LocalCampaignKeys(string folder, TimeProvider time) : ICampaignKeys
{
    private const int KeyBits = 3072;

    private readonly SemaphoreSlim _one = new(1);

    public async Task<CampaignKey> CreateAsync(CampaignId campaign, DateTimeOffset expiresOn, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Read(campaign) is { } existing)
            {
                return ToKey(existing);
            }

            using var rsa = RSA.Create(KeyBits);
            var made = new StoredKey($"local/{campaign.Value}/{Guid.NewGuid():n}", rsa.ExportPkcs8PrivateKeyPem(), Enabled: true, expiresOn);
            Write(campaign, made);
            return ToKey(made);
        }
        finally
        {
            _one.Release();
        }
    }

    public Task<CampaignKey?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        Task.FromResult(Find(keyId) is { } stored ? ToKey(stored) : null);

    public Task<byte[]?> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken)
    {
        if (Find(keyId) is not { Enabled: true } stored || stored.ExpiresOn <= time.GetUtcNow())
        {
            return Task.FromResult<byte[]?>(null);
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(stored.PrivateKey);
        try
        {
            return Task.FromResult<byte[]?>(rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256));
        }
        catch (CryptographicException)
        {
            return Task.FromResult<byte[]?>(null);
        }
    }

    public Task DisableAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        if (Read(campaign) is { Enabled: true } stored)
        {
            Write(campaign, stored with { Enabled = false });
        }

        return Task.CompletedTask;
    }

    /// <summary>The file is gone, and nothing recovers it: final at once.</summary>
    public Task<DateTimeOffset> DeleteAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(campaign));
        return Task.FromResult(time.GetUtcNow());
    }

    private StoredKey? Find(string keyId) =>
        keyId.Split('/') is ["local", { } campaign, _] && CampaignId.TryParse(campaign, out CampaignId id)
        && Read(id) is { } stored && stored.KeyId == keyId
            ? stored
            : null;

    private StoredKey? Read(CampaignId campaign)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredKey>(File.ReadAllText(PathOf(campaign)));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whole or not at all: a kill leaves the key that was there before.</summary>
    private void Write(CampaignId campaign, StoredKey stored)
    {
        string path = PathOf(campaign);
        string next = $"{path}.{Guid.NewGuid():n}";
        File.WriteAllText(next, JsonSerializer.Serialize(stored));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(next, path, overwrite: true);
    }

    private string PathOf(CampaignId campaign) => Path.Combine(folder, $"campaign-{campaign.Value}.json");

    private static CampaignKey ToKey(StoredKey stored)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(stored.PrivateKey);
        return new CampaignKey(stored.KeyId, rsa.ExportParameters(includePrivateParameters: false), stored.Enabled, stored.ExpiresOn);
    }

    private sealed record StoredKey(string KeyId, string PrivateKey, bool Enabled, DateTimeOffset ExpiresOn)
    {
        public override string ToString() => "stored key";
    }
}
