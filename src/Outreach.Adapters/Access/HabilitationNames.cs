using System.Security.Cryptography;
using System.Text;
using Jose;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;

namespace Outreach.Adapters.Access;

/// <summary>Names of agents at rest: JWE compact (RFC 7516), `dir` with A256GCM, under a key derived from the one of pseudonyms, each bound to its habilitation and agent.</summary>
public sealed class HabilitationNames(Pseudonyms pseudonyms)
{
    private readonly byte[] _key = pseudonyms.DeriveKey("outreach/habilitation-names");

    public string Seal(Habilitation habilitation)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        byte[] content = Encoding.UTF8.GetBytes(Binding(habilitation.Id, habilitation.Agent) + habilitation.Name);
        return JWT.EncodeBytes(content, _key, JweAlgorithm.DIR, JweEncryption.A256GCM);
    }

    /// <summary>Null for a name that was changed, sealed under another key, or moved here from another row.</summary>
    public string? Open(HabilitationId id, string agent, string? jwe)
    {
        try
        {
            string content = Encoding.UTF8.GetString(JWT.DecodeBytes(jwe, _key, JweAlgorithm.DIR, JweEncryption.A256GCM));
            string binding = Binding(id, agent);
            return content.StartsWith(binding, StringComparison.Ordinal) ? content[binding.Length..] : null;
        }
        catch (Exception error) when (error is JoseException or ArgumentException or FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static string Binding(HabilitationId id, string agent) => $"{id.Value}\n{agent}\n";
}
