using Azure.Security.KeyVault.Keys.Cryptography;

namespace Azure.Security.KeyVault.Keys;

public static class KeyModelFactory
{
    public static JsonWebKey JsonWebKey(
        KeyType keyType,
        string id = null,
        IEnumerable<KeyOperation> keyOps = null,
        KeyCurveName? curveName = null,
        byte[] d = null,
        byte[] dp = null,
        byte[] dq = null,
        byte[] e = null,
        byte[] k = null,
        byte[] n = null,
        byte[] p = null,
        byte[] q = null,
        byte[] qi = null,
        byte[] t = null,
        byte[] x = null,
        byte[] y = null) =>
        new(keyOps)
        {
            KeyType = keyType,
            Id = id,
            CurveName = curveName,
            D = d,
            DP = dp,
            DQ = dq,
            E = e,
            K = k,
            N = n,
            P = p,
            Q = q,
            QI = qi,
            T = t,
            X = x,
            Y = y,
        };

    public static KeyProperties KeyProperties(
        Uri id = null,
        Uri vaultUri = null,
        string name = null,
        string version = null,
        bool managed = false,
        DateTimeOffset? createdOn = null,
        DateTimeOffset? updatedOn = null,
        string recoveryLevel = null,
        int? recoverableDays = null) =>
        new()
        {
            Id = id,
            VaultUri = vaultUri,
            Name = name,
            Version = version,
            Managed = managed,
            CreatedOn = createdOn,
            UpdatedOn = updatedOn,
            RecoveryLevel = recoveryLevel,
            RecoverableDays = recoverableDays,
        };

    public static KeyVaultKey KeyVaultKey(KeyProperties properties, JsonWebKey key) => new(properties, key);

    public static DeletedKey DeletedKey(
        KeyProperties properties,
        JsonWebKey key,
        Uri recoveryId = null,
        DateTimeOffset? deletedOn = null,
        DateTimeOffset? scheduledPurgeDate = null) =>
        new(properties, key) { RecoveryId = recoveryId, DeletedOn = deletedOn, ScheduledPurgeDate = scheduledPurgeDate };
}

public static class CryptographyModelFactory
{
    public static WrapResult WrapResult(string keyId = null, byte[] key = null, KeyWrapAlgorithm algorithm = default) =>
        new() { KeyId = keyId, EncryptedKey = key, Algorithm = algorithm };

    public static UnwrapResult UnwrapResult(string keyId = null, byte[] key = null, KeyWrapAlgorithm algorithm = default) =>
        new() { KeyId = keyId, Key = key, Algorithm = algorithm };

    public static EncryptResult EncryptResult(string keyId, byte[] ciphertext, EncryptionAlgorithm algorithm) =>
        new() { KeyId = keyId, Ciphertext = ciphertext, Algorithm = algorithm };

    public static EncryptResult EncryptResult(
        string keyId = null,
        byte[] ciphertext = null,
        EncryptionAlgorithm algorithm = default,
        byte[] iv = null,
        byte[] authenticatedTag = null,
        byte[] additionalAuthenticatedData = null) =>
        new()
        {
            KeyId = keyId,
            Ciphertext = ciphertext,
            Algorithm = algorithm,
            Iv = iv,
            AuthenticationTag = authenticatedTag,
            AdditionalAuthenticatedData = additionalAuthenticatedData,
        };

    public static DecryptResult DecryptResult(string keyId = null, byte[] plaintext = null, EncryptionAlgorithm algorithm = default) =>
        new() { KeyId = keyId, Plaintext = plaintext, Algorithm = algorithm };

    public static SignResult SignResult(string keyId = null, byte[] signature = null, SignatureAlgorithm algorithm = default) =>
        new() { KeyId = keyId, Signature = signature, Algorithm = algorithm };
}
