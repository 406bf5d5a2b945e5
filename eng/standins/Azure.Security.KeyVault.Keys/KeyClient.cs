using Azure.Core;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace Azure.Security.KeyVault.Keys;

public class KeyClient
{
    protected KeyClient()
    {
    }

    public KeyClient(Uri vaultUri, TokenCredential credential)
        : this(vaultUri, credential, null)
    {
    }

    public KeyClient(Uri vaultUri, TokenCredential credential, KeyClientOptions options) => VaultUri = vaultUri;

    public virtual Uri VaultUri { get; }

    public virtual Response<KeyVaultKey> CreateKey(string name, KeyType keyType, CreateKeyOptions keyOptions = null, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual Task<Response<KeyVaultKey>> CreateKeyAsync(string name, KeyType keyType, CreateKeyOptions keyOptions = null, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Response<KeyVaultKey> CreateRsaKey(CreateRsaKeyOptions rsaKeyOptions, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual Task<Response<KeyVaultKey>> CreateRsaKeyAsync(CreateRsaKeyOptions rsaKeyOptions, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Response<KeyVaultKey> GetKey(string name, string version = null, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual Task<Response<KeyVaultKey>> GetKeyAsync(string name, string version = null, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Response<DeletedKey> GetDeletedKey(string name, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual Task<Response<DeletedKey>> GetDeletedKeyAsync(string name, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Response<KeyVaultKey> UpdateKeyProperties(KeyProperties properties, IEnumerable<KeyOperation> keyOperations = null, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual Task<Response<KeyVaultKey>> UpdateKeyPropertiesAsync(KeyProperties properties, IEnumerable<KeyOperation> keyOperations = null, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Pageable<KeyProperties> GetPropertiesOfKeys(CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual AsyncPageable<KeyProperties> GetPropertiesOfKeysAsync(CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual Pageable<DeletedKey> GetDeletedKeys(CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual AsyncPageable<DeletedKey> GetDeletedKeysAsync(CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual Pageable<KeyProperties> GetPropertiesOfKeyVersions(string name, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual AsyncPageable<KeyProperties> GetPropertiesOfKeyVersionsAsync(string name, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual DeleteKeyOperation StartDeleteKey(string name, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual Task<DeleteKeyOperation> StartDeleteKeyAsync(string name, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Response PurgeDeletedKey(string name, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual Task<Response> PurgeDeletedKeyAsync(string name, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual CryptographyClient GetCryptographyClient(string keyName, string keyVersion = null) => throw Standin.Exception;
}

public class KeyClientOptions : ClientOptions
{
    public KeyClientOptions(ServiceVersion version = LatestVersion) => Version = version;

    internal const ServiceVersion LatestVersion = ServiceVersion.V2025_07_01;

    public enum ServiceVersion
    {
        V7_0 = 0,
        V7_1 = 1,
        V7_2 = 2,
        V7_3 = 3,
        V7_4 = 4,
        V7_5 = 5,
        V7_6 = 6,
        V2025_07_01 = 7,
    }

    public ServiceVersion Version { get; }

    public bool DisableChallengeResourceVerification { get; set; }
}

internal static class Standin
{
    internal static PlatformNotSupportedException Exception => new("stand-in");
}
