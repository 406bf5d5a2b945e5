using System.Text.Json;
using Outreach.Core.Lists;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>The public key of a dispatcher (JWK, EC, P-256). Its private half is nowhere in this system.</summary>
public sealed class DispatcherKey
{
    private readonly DeliveryKey _key;

    private DispatcherKey(DeliveryKey key) => _key = key;

    /// <summary>RFC 7638, SHA-256, base64url: tells a dispatcher which of its keys opens a batch.</summary>
    public string Id => _key.Thumbprint;

    /// <summary>Reads a setting. Null, with a sentence that says what is wrong and quotes nothing, when it is no public key.</summary>
    public static DispatcherKey? Read(string text, out string fault)
    {
        fault = "";
        try
        {
            using var document = JsonDocument.Parse(text);
            Result<DeliveryKey> parsed = DeliveryKey.Parse(document.RootElement);
            if (parsed.Succeeded)
            {
                return new DispatcherKey(parsed.Value);
            }

            fault = parsed.Failure == Lists.Failures.DeliveryKeyPrivate
                ? "this is a private key. Give the public half alone, and have the dispatcher make a new pair."
                : "a public JWK (EC, P-256) in one line.";
        }
        catch (JsonException)
        {
            fault = "a public JWK (EC, P-256) in one line.";
        }

        return null;
    }

    /// <summary>JWE compact, `ECDH-ES` with `A256GCM` and a new ephemeral key; the header's members are authenticated.</summary>
    public string Seal(byte[] content, IDictionary<string, object> header) => _key.Encrypt(content, header);
}
