using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using Outreach.Core;

namespace Outreach.Adapters.Tests.Campaigns;

/// <summary>
/// A key vault behind the SDK's own types, as Azure's behaves: a disabled key is read and refuses to unwrap (403), an expired one unwraps,
/// a deleted one holds its name (409) until it is purged, and each call may be throttled.
/// </summary>
internal sealed class FakeVault(TimeProvider time) : KeyClient
{
    public static readonly Uri Address = new("https://vault.example/");

    /// <summary>Making keys of this size takes a while: vaults of different tests share them, keys of one vault differ.</summary>
    private static readonly List<RSAParameters> Made = [];

    private readonly Dictionary<string, List<Version>> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (List<Version> Versions, DateTimeOffset PurgeOn)> _deleted = new(StringComparer.Ordinal);

    private int _made;

    public override Uri VaultUri => Address;

    /// <summary>Every call that reached the vault, throttled ones too.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Whether the n-th call, from 1, is throttled.</summary>
    public Func<int, bool> Throttles { get; set; } = static _ => false;

    /// <summary>What a throttled answer says in `Retry-After`.</summary>
    public string? RetryAfter { get; set; } = "7";

    /// <summary>The application has no right to unwrap.</summary>
    public bool ForbidsUnwrapping { get; set; }

    public bool PurgeProtected { get; init; }

    public int VersionsOf(string name) => _keys.TryGetValue(name, out List<Version>? versions) ? versions.Count : 0;

    /// <summary>As an operator does in the portal.</summary>
    public void Rotate(string name) => _keys[name].Add(New(name, expiresOn: null));

    /// <summary>As somebody with the right does in the portal, while a deleted key can be recovered.</summary>
    public void Recover(string name)
    {
        _keys[name] = _deleted[name].Versions;
        _deleted.Remove(name);
    }

    public override Task<Response<KeyVaultKey>> CreateRsaKeyAsync(CreateRsaKeyOptions rsaKeyOptions, CancellationToken cancellationToken = default) =>
        AnswerAsync("create", () =>
        {
            string name = rsaKeyOptions.Name;
            if (_deleted.ContainsKey(name))
            {
                throw Refusal(409, "Conflict");
            }

            Version made = New(name, rsaKeyOptions.ExpiresOn);
            (_keys.TryGetValue(name, out List<Version>? versions) ? versions : _keys[name] = []).Add(made);
            return made.ToKey();
        });

    public override Task<Response<KeyVaultKey>> GetKeyAsync(string name, string? version = null, CancellationToken cancellationToken = default) =>
        AnswerAsync("get", () => Find(name, version).ToKey());

    public override Task<Response<DeletedKey>> GetDeletedKeyAsync(string name, CancellationToken cancellationToken = default) =>
        AnswerAsync("get-deleted", () => FindDeleted(name));

    public override Task<Response<KeyVaultKey>> UpdateKeyPropertiesAsync(
        KeyProperties properties, IEnumerable<KeyOperation>? keyOperations = null, CancellationToken cancellationToken = default) =>
        AnswerAsync("update", () =>
        {
            Version known = Find(properties.Name, properties.Version);
            known.Enabled = properties.Enabled ?? known.Enabled;
            known.ExpiresOn = properties.ExpiresOn ?? known.ExpiresOn;
            return known.ToKey();
        });

    public override AsyncPageable<KeyProperties> GetPropertiesOfKeyVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        Count("versions");
        KeyProperties[] all = _keys.TryGetValue(name, out List<Version>? versions) ? [.. versions.Select(version => version.ToProperties())] : [];
        return AsyncPageable<KeyProperties>.FromPages([Page<KeyProperties>.FromValues(all, continuationToken: null, new FakeResponse(200))]);
    }

    public override Task<DeleteKeyOperation> StartDeleteKeyAsync(string name, CancellationToken cancellationToken = default)
    {
        Count("delete");
        Find(name, version: null);
        _deleted[name] = (_keys[name], time.GetUtcNow().AddDays(90));
        _keys.Remove(name);
        return Task.FromResult<DeleteKeyOperation>(new Deletion(FindDeleted(name)));
    }

    public override Task<Response> PurgeDeletedKeyAsync(string name, CancellationToken cancellationToken = default)
    {
        Count("purge");
        if (PurgeProtected)
        {
            throw Refusal(403, "Forbidden");
        }

        return _deleted.Remove(name) ? Task.FromResult<Response>(new FakeResponse(204)) : throw Refusal(404, "KeyNotFound");
    }

    public override CryptographyClient GetCryptographyClient(string keyName, string? keyVersion = null) => new Cryptography(this, keyName, keyVersion);

    private byte[] Unwrap(string name, string? version, byte[] wrapped)
    {
        Count("unwrap");
        Version key = Find(name, version);
        if (!key.Enabled || ForbidsUnwrapping)
        {
            throw Refusal(403, "Forbidden");
        }

        try
        {
            using var rsa = RSA.Create(key.Parameters);
            return rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256);
        }
        catch (CryptographicException)
        {
            throw Refusal(400, "BadParameter");
        }
    }

    private Version Find(string name, string? version) =>
        _keys.TryGetValue(name, out List<Version>? versions) && versions.LastOrDefault(known => version is null or "" || known.Id == version) is { } found
            ? found
            : throw Refusal(404, "KeyNotFound");

    private DeletedKey FindDeleted(string name)
    {
        if (!_deleted.TryGetValue(name, out (List<Version> Versions, DateTimeOffset PurgeOn) deleted) || deleted.PurgeOn <= time.GetUtcNow())
        {
            _deleted.Remove(name);
            throw Refusal(404, "KeyNotFound");
        }

        KeyVaultKey key = deleted.Versions[^1].ToKey();
        return KeyModelFactory.DeletedKey(key.Properties, key.Key, recoveryId: null, deletedOn: time.GetUtcNow(), scheduledPurgeDate: deleted.PurgeOn);
    }

    private Task<Response<T>> AnswerAsync<T>(string call, Func<T> answer)
    {
        Count(call);
        return Task.FromResult(Response.FromValue(answer(), new FakeResponse(200)));
    }

    private void Count(string call)
    {
        Calls.Add(call);
        if (Throttles(Calls.Count))
        {
            throw Refusal(429, "Throttled");
        }
    }

    private RequestFailedException Refusal(int status, string code) => new(new FakeResponse(status, code, status == 429 ? RetryAfter : null));

    private Version New(string name, DateTimeOffset? expiresOn)
    {
        lock (Made)
        {
            if (_made == Made.Count)
            {
                using var rsa = RSA.Create(3072);
                Made.Add(rsa.ExportParameters(includePrivateParameters: true));
            }

            return new Version(name, RandomId.Create(), Made[_made++]) { ExpiresOn = expiresOn };
        }
    }

    private sealed class Version(string name, string id, RSAParameters parameters)
    {
        public string Id { get; } = id;

        public RSAParameters Parameters { get; } = parameters;

        public bool Enabled { get; set; } = true;

        public DateTimeOffset? ExpiresOn { get; set; }

        public KeyVaultKey ToKey() => KeyModelFactory.KeyVaultKey(
            ToProperties(), KeyModelFactory.JsonWebKey(KeyType.Rsa, n: Parameters.Modulus, e: Parameters.Exponent));

        public KeyProperties ToProperties()
        {
            KeyProperties properties = KeyModelFactory.KeyProperties(new Uri(Address, $"keys/{name}/{Id}"), Address, name, Id);
            properties.Enabled = Enabled;
            properties.ExpiresOn = ExpiresOn;
            return properties;
        }
    }

    private sealed class Cryptography(FakeVault vault, string name, string? version) : CryptographyClient
    {
        public override Task<UnwrapResult> UnwrapKeyAsync(KeyWrapAlgorithm algorithm, byte[] encryptedKey, CancellationToken cancellationToken = default) =>
            algorithm == KeyWrapAlgorithm.RsaOaep256
                ? Task.FromResult(CryptographyModelFactory.UnwrapResult(key: vault.Unwrap(name, version, encryptedKey), algorithm: algorithm))
                : throw new NotSupportedException("The product wraps with RSA-OAEP-256 only.");
    }

    private sealed class Deletion(DeletedKey deleted) : DeleteKeyOperation
    {
        public override ValueTask<Response<DeletedKey>> WaitForCompletionAsync(CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Response.FromValue(deleted, new FakeResponse(200)));
    }
}
