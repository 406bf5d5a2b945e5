namespace Azure.Security.KeyVault.Keys.Cryptography;

public readonly struct EncryptionAlgorithm : IEquatable<EncryptionAlgorithm>
{
    private readonly string _value;

    public EncryptionAlgorithm(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static EncryptionAlgorithm RsaOaep { get; } = new("RSA-OAEP");

    public static EncryptionAlgorithm RsaOaep256 { get; } = new("RSA-OAEP-256");

    public static EncryptionAlgorithm Rsa15 { get; } = new("RSA1_5");

    public static EncryptionAlgorithm A128Gcm { get; } = new("A128GCM");

    public static EncryptionAlgorithm A192Gcm { get; } = new("A192GCM");

    public static EncryptionAlgorithm A256Gcm { get; } = new("A256GCM");

    public static EncryptionAlgorithm A128Cbc { get; } = new("A128CBC");

    public static EncryptionAlgorithm A192Cbc { get; } = new("A192CBC");

    public static EncryptionAlgorithm A256Cbc { get; } = new("A256CBC");

    public static EncryptionAlgorithm A128CbcPad { get; } = new("A128CBCPAD");

    public static EncryptionAlgorithm A192CbcPad { get; } = new("A192CBCPAD");

    public static EncryptionAlgorithm A256CbcPad { get; } = new("A256CBCPAD");

    public static EncryptionAlgorithm CkmAesKeyWrap { get; } = new("CKM_AES_KEY_WRAP");

    public static EncryptionAlgorithm CkmAesKeyWrapPad { get; } = new("CKM_AES_KEY_WRAP_PAD");

    public static bool operator ==(EncryptionAlgorithm left, EncryptionAlgorithm right) => left.Equals(right);

    public static bool operator !=(EncryptionAlgorithm left, EncryptionAlgorithm right) => !left.Equals(right);

    public static implicit operator EncryptionAlgorithm(string value) => new(value);

    public bool Equals(EncryptionAlgorithm other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals(object obj) => obj is EncryptionAlgorithm other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}
