namespace Azure.Security.KeyVault.Keys;

public class KeyVaultKey
{
    public KeyVaultKey(string name) => Properties = new KeyProperties(name);

    internal KeyVaultKey(KeyProperties properties, JsonWebKey key)
    {
        Properties = properties;
        Key = key;
    }

    public JsonWebKey Key { get; }

    public Uri Id => Properties.Id;

    public string Name => Properties.Name;

    public KeyType KeyType => Key.KeyType;

    public IReadOnlyCollection<KeyOperation> KeyOperations => Key.KeyOps;

    public KeyProperties Properties { get; }
}

public class DeletedKey : KeyVaultKey
{
    internal DeletedKey(KeyProperties properties, JsonWebKey key)
        : base(properties, key)
    {
    }

    public Uri RecoveryId { get; internal init; }

    public DateTimeOffset? DeletedOn { get; internal init; }

    public DateTimeOffset? ScheduledPurgeDate { get; internal init; }
}

public class KeyProperties
{
    public KeyProperties(string name) => Name = name;

    public KeyProperties(Uri id)
    {
        // {vault}/keys/{name}[/{version}]
        Id = id;
        VaultUri = new Uri(id.GetLeftPart(UriPartial.Authority));
        Name = id.Segments.Length > 2 ? id.Segments[2].Trim('/') : null;
        Version = id.Segments.Length > 3 ? id.Segments[3].Trim('/') : null;
    }

    internal KeyProperties()
    {
    }

    public string Name { get; internal init; }

    public Uri Id { get; internal init; }

    public Uri VaultUri { get; internal init; }

    public string Version { get; internal init; }

    public bool Managed { get; internal init; }

    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>();

    public bool? Enabled { get; set; }

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? ExpiresOn { get; set; }

    public DateTimeOffset? CreatedOn { get; internal init; }

    public DateTimeOffset? UpdatedOn { get; internal init; }

    public string RecoveryLevel { get; internal init; }

    public int? RecoverableDays { get; internal init; }

    public bool? Exportable { get; set; }
}
