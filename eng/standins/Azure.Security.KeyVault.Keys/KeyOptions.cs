namespace Azure.Security.KeyVault.Keys;

public class CreateKeyOptions
{
    public bool? Enabled { get; set; }

    public DateTimeOffset? ExpiresOn { get; set; }

    public bool? Exportable { get; set; }

    public IList<KeyOperation> KeyOperations { get; } = [];

    public DateTimeOffset? NotBefore { get; set; }

    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>();
}

public class CreateRsaKeyOptions : CreateKeyOptions
{
    public CreateRsaKeyOptions(string name, bool hardwareProtected = false)
    {
        Name = name;
        HardwareProtected = hardwareProtected;
    }

    public string Name { get; }

    public KeyType KeyType => HardwareProtected ? KeyType.RsaHsm : KeyType.Rsa;

    public int? KeySize { get; set; }

    public bool HardwareProtected { get; }

    public int? PublicExponent { get; set; }
}
