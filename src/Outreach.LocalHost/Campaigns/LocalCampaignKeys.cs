using System.Security.Cryptography;
using Outreach.Core;
using Outreach.Core.Campaigns;

namespace Outreach.LocalHost.Campaigns;

/// <summary>Campaign keys on one machine: a file per campaign that only its owner may read. Stands for the key vault, which it cannot replace.</summary>
/// <remarks>A deleted key leaves a file without a key, so that its name is never used again. Whoever copied the file before has the key: keep the folder out of backups.</remarks>
public sealed class LocalCampaignKeys(string folder, TimeProvider time) : ICampaignKeys, IDisposable
{
    public const int KeySize = 3072;

    private readonly LocalKeyFiles _files = new(folder);
    private readonly SemaphoreSlim _changes = new(1);
    private Lazy<byte[]>? _ahead;

    /// <summary>Begins to make the first key: it takes a second, and a first start needs one at its end. Does nothing where there are keys.</summary>
    public void MakeAhead()
    {
        if (!_files.Any())
        {
            var ahead = new Lazy<byte[]>(NewPrivateKey);
            _ahead = ahead;
            _ = Task.Run(() => ahead.Value);
        }
    }

    public Task<CampaignKey?> CreateAsync(CampaignId campaign, DateTimeOffset expiresOn, CancellationToken cancellationToken) =>
        ChangeAsync(
            campaign,
            known => known switch
            {
                null => New(campaign, expiresOn),
                { PrivateKey: not null, Enabled: true } => known with { ExpiresOn = expiresOn },
                _ => known,
            },
            kept => kept is { PrivateKey: not null } ? ToKey(kept) : null,
            cancellationToken);

    public async Task<CampaignKey?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        await FindFileAsync(keyId, cancellationToken) is { } file ? ToKey(file) : null;

    public async Task<byte[]?> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        if (await FindFileAsync(keyId, cancellationToken) is not { } file || !ToKey(file).IsUsableAt(time.GetUtcNow()))
        {
            return null;
        }

        using RSA rsa = Import(file);
        try
        {
            return rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A file without a key stands for one that is gone: here nothing can be recovered.</summary>
    public async Task<VaultKey> FindStateAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await _files.ReadAsync(campaign, cancellationToken) switch
        {
            null or { PrivateKey: null } => new VaultKey(VaultKeyStage.Absent),
            { Enabled: false } => new VaultKey(VaultKeyStage.Disabled),
            _ => new VaultKey(VaultKeyStage.Enabled),
        };

    public Task DisableAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        ChangeAsync(campaign, known => known is null ? null : known with { Enabled = false }, _ => true, cancellationToken);

    public Task<DateTimeOffset> DeleteAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        return ChangeAsync(
            campaign,
            known => known is null or { PrivateKey: null } ? known : known with { Enabled = false, PrivateKey = null, DeletedAt = now },
            kept => kept?.DeletedAt ?? now,
            cancellationToken);
    }

    public void Dispose() => _changes.Dispose();

    /// <summary>An id names a campaign and a version, and never a path: what is no id finds no file (threat 9).</summary>
    private async Task<LocalKeyFile?> FindFileAsync(string keyId, CancellationToken cancellationToken) =>
        keyId.Split('/') is ["local", { } name, { } version] && CampaignId.TryParse(name, out CampaignId campaign) && RandomId.IsWellFormed(version)
        && await _files.ReadAsync(campaign, cancellationToken) is { PrivateKey: not null } file && file.KeyId == keyId
            ? file
            : null;

    private async Task<T> ChangeAsync<T>(
        CampaignId campaign, Func<LocalKeyFile?, LocalKeyFile?> change, Func<LocalKeyFile?, T> answer, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            LocalKeyFile? known = await _files.ReadAsync(campaign, cancellationToken);
            LocalKeyFile? next = change(known);
            if (next is not null && next != known)
            {
                await _files.WriteAsync(campaign, next, cancellationToken);
            }

            return answer(next);
        }
        finally
        {
            _changes.Release();
        }
    }

    private LocalKeyFile New(CampaignId campaign, DateTimeOffset expiresOn) => new(
        $"local/{campaign.Value}/{RandomId.Create()}", Enabled: true, expiresOn, Interlocked.Exchange(ref _ahead, null)?.Value ?? NewPrivateKey(), DeletedAt: null);

    private static byte[] NewPrivateKey()
    {
        using var rsa = RSA.Create(KeySize);
        return rsa.ExportPkcs8PrivateKey();
    }

    private static CampaignKey ToKey(LocalKeyFile file)
    {
        using RSA rsa = Import(file);
        return new CampaignKey(file.KeyId, rsa.ExportParameters(includePrivateParameters: false), file.Enabled, file.ExpiresOn);
    }

    private static RSA Import(LocalKeyFile file)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(file.PrivateKey, out _);
        return rsa;
    }
}
