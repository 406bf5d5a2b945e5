namespace Azure.Security.KeyVault.Keys;

public readonly struct KeyCurveName : IEquatable<KeyCurveName>
{
    private readonly string _value;

    public KeyCurveName(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static KeyCurveName P256 { get; } = new("P-256");

    public static KeyCurveName P256K { get; } = new("P-256K");

    public static KeyCurveName P384 { get; } = new("P-384");

    public static KeyCurveName P521 { get; } = new("P-521");

    public static bool operator ==(KeyCurveName left, KeyCurveName right) => left.Equals(right);

    public static bool operator !=(KeyCurveName left, KeyCurveName right) => !left.Equals(right);

    public static implicit operator KeyCurveName(string value) => new(value);

    public bool Equals(KeyCurveName other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals(object obj) => obj is KeyCurveName other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}
