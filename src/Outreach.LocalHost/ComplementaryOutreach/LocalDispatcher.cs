using System.Security.Cryptography;
using Jose;
using Outreach.Core.ComplementaryOutreach;
using Outreach.LocalHost.Settings;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.LocalHost.ComplementaryOutreach;

/// <summary>Stands for a dispatcher on one machine: a key pair of this checkout for each channel, so that its own batches can be opened. A deployment has the public half alone.</summary>
public static class LocalDispatcher
{
    /// <summary>The public half, as the setting has it.</summary>
    public static string PublicKey(LocalFolder folder, OutreachChannel channel)
    {
        ArgumentNullException.ThrowIfNull(folder);
        using ECDiffieHellman key = KeyOf(folder, channel);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
    }

    /// <summary>Opens a batch as its dispatcher would: the CSV.</summary>
    public static byte[] Open(LocalFolder folder, OutreachChannel channel, string jwe)
    {
        ArgumentNullException.ThrowIfNull(folder);
        using ECDiffieHellman key = KeyOf(folder, channel);
        return JWT.DecodeBytes(jwe, key, JweAlgorithm.ECDH_ES, JweEncryption.A256GCM);
    }

    private static ECDiffieHellman KeyOf(LocalFolder folder, OutreachChannel channel)
    {
        string text = folder.SecretText($"dispatcher-{channel.ToString().ToLowerInvariant()}.key", static () =>
        {
            using var made = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            return Convert.ToBase64String(made.ExportPkcs8PrivateKey());
        });
        var key = ECDiffieHellman.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(text), out _);
        return key;
    }
}
