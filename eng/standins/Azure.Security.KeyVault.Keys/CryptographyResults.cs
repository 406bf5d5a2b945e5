namespace Azure.Security.KeyVault.Keys.Cryptography;

public class WrapResult
{
    internal WrapResult()
    {
    }

    public string KeyId { get; internal init; }

    public byte[] EncryptedKey { get; internal init; }

    public KeyWrapAlgorithm Algorithm { get; internal init; }
}

public class UnwrapResult
{
    internal UnwrapResult()
    {
    }

    public string KeyId { get; internal init; }

    public byte[] Key { get; internal init; }

    public KeyWrapAlgorithm Algorithm { get; internal init; }
}

public class EncryptResult
{
    internal EncryptResult()
    {
    }

    public string KeyId { get; internal init; }

    public byte[] Ciphertext { get; internal init; }

    public EncryptionAlgorithm Algorithm { get; internal init; }

    public byte[] Iv { get; internal init; }

    public byte[] AuthenticationTag { get; internal init; }

    public byte[] AdditionalAuthenticatedData { get; internal init; }
}

public class DecryptResult
{
    internal DecryptResult()
    {
    }

    public string KeyId { get; internal init; }

    public byte[] Plaintext { get; internal init; }

    public EncryptionAlgorithm Algorithm { get; internal init; }
}

public class SignResult
{
    internal SignResult()
    {
    }

    public string KeyId { get; internal init; }

    public byte[] Signature { get; internal init; }

    public SignatureAlgorithm Algorithm { get; internal init; }
}
