using System.Security.Cryptography;

namespace Azure.Security.KeyVault.Keys;

public class JsonWebKey
{
    public JsonWebKey(IEnumerable<KeyOperation> keyOps) => KeyOps = [.. keyOps ?? []];

    public JsonWebKey(RSA rsaProvider, bool includePrivateParameters = false, IEnumerable<KeyOperation> keyOps = null)
        : this(keyOps ?? (includePrivateParameters
            ? [KeyOperation.Encrypt, KeyOperation.Decrypt, KeyOperation.Sign, KeyOperation.Verify, KeyOperation.WrapKey, KeyOperation.UnwrapKey]
            : [KeyOperation.Encrypt, KeyOperation.Verify, KeyOperation.WrapKey]))
    {
        ArgumentNullException.ThrowIfNull(rsaProvider);
        RSAParameters parameters = rsaProvider.ExportParameters(includePrivateParameters);
        KeyType = KeyType.Rsa;
        (N, E, D) = (parameters.Modulus, parameters.Exponent, parameters.D);
        (P, Q, DP, DQ, QI) = (parameters.P, parameters.Q, parameters.DP, parameters.DQ, parameters.InverseQ);
    }

    public string Id { get; set; }

    public KeyType KeyType { get; set; }

    public IReadOnlyCollection<KeyOperation> KeyOps { get; }

    public KeyCurveName? CurveName { get; set; }

    public byte[] N { get; set; }

    public byte[] E { get; set; }

    public byte[] D { get; set; }

    public byte[] DP { get; set; }

    public byte[] DQ { get; set; }

    public byte[] QI { get; set; }

    public byte[] P { get; set; }

    public byte[] Q { get; set; }

    public byte[] X { get; set; }

    public byte[] Y { get; set; }

    public byte[] K { get; set; }

    public byte[] T { get; set; }

    /// <summary>Field for field: the public half is used to wrap locally.</summary>
    public RSA ToRSA(bool includePrivateParameters = false)
    {
        if (KeyType != KeyType.Rsa && KeyType != KeyType.RsaHsm)
        {
            throw new InvalidOperationException("Not an RSA key.");
        }

        RSAParameters parameters = new() { Modulus = N, Exponent = E };
        if (includePrivateParameters && D is not null)
        {
            parameters = parameters with { D = D, P = P, Q = Q, DP = DP, DQ = DQ, InverseQ = QI };
        }

        return RSA.Create(parameters);
    }
}
