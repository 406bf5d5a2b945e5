using Azure.Core;

namespace Azure.Security.KeyVault.Keys.Cryptography;

public class CryptographyClient
{
    protected CryptographyClient()
    {
    }

    public CryptographyClient(Uri keyId, TokenCredential credential)
        : this(keyId, credential, null)
    {
    }

    public CryptographyClient(Uri keyId, TokenCredential credential, CryptographyClientOptions options) => KeyId = keyId.AbsoluteUri;

    public virtual string KeyId { get; }

    public virtual WrapResult WrapKey(KeyWrapAlgorithm algorithm, byte[] key, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Task<WrapResult> WrapKeyAsync(KeyWrapAlgorithm algorithm, byte[] key, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual UnwrapResult UnwrapKey(KeyWrapAlgorithm algorithm, byte[] encryptedKey, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Task<UnwrapResult> UnwrapKeyAsync(
        KeyWrapAlgorithm algorithm, byte[] encryptedKey, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual EncryptResult Encrypt(EncryptionAlgorithm algorithm, byte[] plaintext, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Task<EncryptResult> EncryptAsync(
        EncryptionAlgorithm algorithm, byte[] plaintext, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual DecryptResult Decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Task<DecryptResult> DecryptAsync(
        EncryptionAlgorithm algorithm, byte[] ciphertext, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual SignResult SignData(SignatureAlgorithm algorithm, byte[] data, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Task<SignResult> SignDataAsync(
        SignatureAlgorithm algorithm, byte[] data, CancellationToken cancellationToken = default) => throw Standin.Exception;

    public virtual SignResult SignData(SignatureAlgorithm algorithm, Stream data, CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public virtual Task<SignResult> SignDataAsync(
        SignatureAlgorithm algorithm, Stream data, CancellationToken cancellationToken = default) => throw Standin.Exception;
}

public class CryptographyClientOptions : ClientOptions
{
    public CryptographyClientOptions(ServiceVersion version = LatestVersion) => Version = version;

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
