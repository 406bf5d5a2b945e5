using System.Collections.Concurrent;
using System.Security.Cryptography;
using Outreach.Core;
using Outreach.Core.Campaigns;

namespace Outreach.Testing.Campaigns;

/// <summary>Campaign keys in memory, counting what a vault would be asked.</summary>
public sealed class InMemoryCampaignKeys(TimeProvider time) : ICampaignKeys, IDisposable
{
    /// <summary>Making keys of this size takes a while: tests that do not look at the key share these.</summary>
    private static readonly ConcurrentBag<RSAParameters> Spare = [];

    private readonly ConcurrentDictionary<CampaignId, Stored> _keys = new();
    private int _reads;
    private int _unwraps;

    /// <summary>Calls of <see cref="FindAsync"/>.</summary>
    public int Reads => _reads;

    /// <summary>Calls of <see cref="UnwrapAsync"/>.</summary>
    public int Unwraps => _unwraps;

    /// <summary>When set, every call fails as a vault that throttles would make it.</summary>
    public bool Fails { get; set; }

    /// <summary>When set, a deleted key stays recoverable for so long, as in a vault with purge protection.</summary>
    public TimeSpan? PurgeRefusedFor { get; set; }

    /// <summary>As somebody with the right does in the portal, while a deleted key can be recovered.</summary>
    public void Recover(CampaignId campaign) => _keys[campaign] = _keys[campaign] with { Deleted = false };

    public Task<CampaignKey?> CreateAsync(CampaignId campaign, DateTimeOffset expiresOn, CancellationToken cancellationToken)
    {
        RequireAnswer();
        Stored stored = _keys.AddOrUpdate(
            campaign,
            id => new Stored($"test/{id.Value}/{RandomId.Create()}", NewKey(), expiresOn),
            (_, known) => known.Deleted || !known.Enabled ? known : known with { ExpiresOn = expiresOn });
        return Task.FromResult(stored.Deleted ? null : stored.ToKey());
    }

    public Task<CampaignKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        RequireAnswer();
        Interlocked.Increment(ref _reads);
        return Task.FromResult(Find(keyId)?.ToKey());
    }

    public Task<byte[]?> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken)
    {
        RequireAnswer();
        Interlocked.Increment(ref _unwraps);
        if (Find(keyId) is not { } stored || !stored.ToKey().IsUsableAt(time.GetUtcNow()))
        {
            return Task.FromResult<byte[]?>(null);
        }

        try
        {
            using var rsa = RSA.Create(stored.Key);
            return Task.FromResult<byte[]?>(rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256));
        }
        catch (CryptographicException)
        {
            return Task.FromResult<byte[]?>(null);
        }
    }

    public Task<VaultKey> FindStateAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        RequireAnswer();
        return Task.FromResult(_keys.GetValueOrDefault(campaign) switch
        {
            { Deleted: true, FinalOn: var finalOn } when time.GetUtcNow() < finalOn => new VaultKey(VaultKeyStage.Deleted, finalOn),
            null or { Deleted: true } => new VaultKey(VaultKeyStage.Absent),
            { Enabled: false } => new VaultKey(VaultKeyStage.Disabled),
            _ => new VaultKey(VaultKeyStage.Enabled),
        });
    }

    public Task DisableAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        RequireAnswer();
        if (_keys.TryGetValue(campaign, out Stored? known))
        {
            // Of a deleted key nothing is changed: there is none.
            _keys[campaign] = known.Deleted ? known : known with { Enabled = false };
        }

        return Task.CompletedTask;
    }

    public Task<DateTimeOffset> DeleteAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        RequireAnswer();
        if (_keys.TryGetValue(campaign, out Stored? known) && !known.Deleted)
        {
            _keys[campaign] = known with { Deleted = true, FinalOn = time.GetUtcNow() + (PurgeRefusedFor ?? TimeSpan.Zero) };
        }

        return Task.FromResult(_keys.TryGetValue(campaign, out Stored? deleted) ? deleted.FinalOn : time.GetUtcNow());
    }

    /// <summary>Gives the keys back to the next test.</summary>
    public void Dispose()
    {
        // Once, however often it is disposed of: a key handed back twice would be that of two campaigns.
        foreach (CampaignId campaign in _keys.Keys)
        {
            if (_keys.TryRemove(campaign, out Stored? stored))
            {
                Spare.Add(stored.Key);
            }
        }
    }

    private static RSAParameters NewKey()
    {
        if (Spare.TryTake(out RSAParameters spare))
        {
            return spare;
        }

        using var rsa = RSA.Create(3072);
        return rsa.ExportParameters(includePrivateParameters: true);
    }

    private Stored? Find(string keyId) => _keys.Values.FirstOrDefault(stored => stored.KeyId == keyId && !stored.Deleted);

    private void RequireAnswer()
    {
        if (Fails)
        {
            throw new TransientDependencyException("The vault does not answer.") { RetryAfter = TimeSpan.FromSeconds(7) };
        }
    }

    private sealed record Stored(string KeyId, RSAParameters Key, DateTimeOffset ExpiresOn)
    {
        public bool Enabled { get; init; } = true;

        public bool Deleted { get; init; }

        public DateTimeOffset FinalOn { get; init; }

        public CampaignKey ToKey() => new(KeyId, new RSAParameters { Modulus = Key.Modulus, Exponent = Key.Exponent }, Enabled, ExpiresOn);
    }
}
