namespace Azure.Security.KeyVault.Keys.Cryptography;

public readonly struct KeyWrapAlgorithm : IEquatable<KeyWrapAlgorithm>
{
    private readonly string _value;

    public KeyWrapAlgorithm(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static KeyWrapAlgorithm RsaOaep { get; } = new("RSA-OAEP");

    public static KeyWrapAlgorithm RsaOaep256 { get; } = new("RSA-OAEP-256");

    public static KeyWrapAlgorithm Rsa15 { get; } = new("RSA1_5");

    public static KeyWrapAlgorithm A128KW { get; } = new("A128KW");

    public static KeyWrapAlgorithm A192KW { get; } = new("A192KW");

    public static KeyWrapAlgorithm A256KW { get; } = new("A256KW");

    public static bool operator ==(KeyWrapAlgorithm left, KeyWrapAlgorithm right) => left.Equals(right);

    public static bool operator !=(KeyWrapAlgorithm left, KeyWrapAlgorithm right) => !left.Equals(right);

    public static implicit operator KeyWrapAlgorithm(string value) => new(value);

    public bool Equals(KeyWrapAlgorithm other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals(object obj) => obj is KeyWrapAlgorithm other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}
