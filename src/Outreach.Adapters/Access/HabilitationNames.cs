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

    /// <exception cref="InvalidDataException">Changed, sealed under another key, or moved here from another row. Says nothing of the name.</exception>
    public string Open(HabilitationId id, string agent, string? jwe)
    {
        try
        {
            string content = Encoding.UTF8.GetString(JWT.DecodeBytes(jwe, _key, JweAlgorithm.DIR, JweEncryption.A256GCM));
            string binding = Binding(id, agent);
            return content.StartsWith(binding, StringComparison.Ordinal) ? content[binding.Length..] : throw new FormatException("The name belongs to another row.");
        }
        catch (Exception error) when (error is JoseException or ArgumentException or FormatException or CryptographicException)
        {
            throw new InvalidDataException("The name of a habilitation does not open: it was changed, moved, or sealed under another key.");
        }
    }

    private static string Binding(HabilitationId id, string agent) => $"{id.Value}\n{agent}\n";
}
