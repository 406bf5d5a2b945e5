using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using Outreach.Core.Register;

namespace Outreach.Adapters.Register;

/// <summary>People of one partition, sealed together: JWE compact (RFC 7516), `dir` with A256GCM, bound to the row it stands in.</summary>
/// <param name="IsLast">Whether the partition ends here in this generation.</param>
/// <param name="People">One JSON document per line, UTF-8.</param>
internal sealed record RegisterEnvelope(RegisterRowKey Key, bool IsLast, IReadOnlyList<byte[]> People)
{
    /// <summary>Bytes of people in one envelope: sealed, it stays under the 32,768 characters that Azure allows a string.</summary>
    public const int Capacity = 22_000;

    private const string MediaType = "outreach-register+jwe";

    /// <summary>A person as <see cref="People"/> holds them.</summary>
    public static byte[] Render(InsuredPerson person) =>
        JsonSerializer.SerializeToUtf8Bytes(SealedPerson.From(person), SealedPersonJson.Default.SealedPerson);

    public string Seal(byte[] key)
    {
        byte[] content = new byte[People.Sum(person => person.Length + 1)];
        int position = 0;
        foreach (byte[] person in People)
        {
            person.CopyTo(content, position);
            position += person.Length;
            content[position++] = (byte)'\n';
        }

        Dictionary<string, object> header = new(StringComparer.Ordinal)
        {
            ["typ"] = MediaType,
            ["partition"] = Key.Partition,
            ["row"] = Key.Row,
            ["last"] = IsLast,
        };
        string jwe = JWT.EncodeBytes(content, key, JweAlgorithm.DIR, JweEncryption.A256GCM, extraHeaders: header);
        CryptographicOperations.ZeroMemory(content);
        return jwe;
    }

    /// <summary>Opens what <see cref="Seal"/> made for this row.</summary>
    /// <exception cref="InvalidDataException">Changed, sealed under another key, or moved here from another row. Says nothing of the content.</exception>
    public static (bool IsLast, List<InsuredPerson> People) Open(string jwe, RegisterRowKey key, byte[] secret)
    {
        try
        {
            bool isLast = ReadHeader(jwe, key);
            byte[] content = JWT.DecodeBytes(jwe, secret, JweAlgorithm.DIR, JweEncryption.A256GCM);
            List<InsuredPerson> people = Parse(content);
            CryptographicOperations.ZeroMemory(content);
            return (isLast, people);
        }
        catch (Exception error) when (error is JoseException or ArgumentException or FormatException or CryptographicException or JsonException)
        {
            throw new InvalidDataException("A row of the register does not open: it was changed, moved, or sealed under another key.");
        }
    }

    /// <remarks>Read before the seal is checked, and trusted because the seal covers it.</remarks>
    private static bool ReadHeader(string jwe, RegisterRowKey key)
    {
        ReadOnlySpan<char> encoded = jwe.AsSpan(0, Math.Max(jwe.IndexOf('.', StringComparison.Ordinal), 0));
        using JsonDocument document = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(encoded));
        JsonElement header = document.RootElement;
        bool bound = Is(header, "typ", MediaType) && Is(header, "partition", key.Partition) && Is(header, "row", key.Row);
        return bound && header.TryGetProperty("last", out JsonElement last) && last.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? last.ValueKind == JsonValueKind.True
            : throw new FormatException("The envelope belongs to another row.");
    }

    private static bool Is(JsonElement header, string name, string value) =>
        header.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String && member.ValueEquals(value);

    private static List<InsuredPerson> Parse(ReadOnlySpan<byte> content)
    {
        List<InsuredPerson> people = [];
        while (content.Length > 0)
        {
            int end = content.IndexOf((byte)'\n');
            SealedPerson? person = JsonSerializer.Deserialize(content[..end], SealedPersonJson.Default.SealedPerson);
            people.Add(person!.ToPerson());
            content = content[(end + 1)..];
        }

        return people;
    }
}
