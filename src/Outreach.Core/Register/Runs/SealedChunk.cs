using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jose;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Register.Runs;

/// <summary>A piece of a file of an import, sealed: JWE compact (RFC 7516), `dir` with A256GCM, bound to file, place in it, and whether it is the last.</summary>
internal static class SealedChunk
{
    private const string MediaType = "outreach-import+jwe";

    /// <summary>ASCII, without a line end.</summary>
    public static byte[] Seal(byte[] content, byte[] key, string file, int number, bool isLast)
    {
        Dictionary<string, object> header = new(StringComparer.Ordinal)
        {
            ["typ"] = MediaType,
            ["file"] = file,
            ["number"] = number,
            ["last"] = isLast,
        };
        return Encoding.ASCII.GetBytes(JWT.EncodeBytes(content, key, JweAlgorithm.DIR, JweEncryption.A256GCM, extraHeaders: header));
    }

    /// <summary>About how many bytes a piece holds that is so long: base64url has four characters for three bytes.</summary>
    public static long ContentOf(long length) => length * 3 / 4;

    /// <exception cref="InvalidDataException">Changed, moved, or sealed under another key. Says nothing of the content.</exception>
    public static (bool IsLast, byte[] Content) Open(string jwe, byte[] key, string file, int number)
    {
        try
        {
            bool isLast = ReadHeader(jwe, file, number);
            return (isLast, JWT.DecodeBytes(jwe, key, JweAlgorithm.DIR, JweEncryption.A256GCM));
        }
        catch (Exception error) when (error is JoseException or ArgumentException or FormatException or CryptographicException or JsonException)
        {
            throw new InvalidDataException("A file of an import does not open: it was changed, moved, or sealed under another key.");
        }
    }

    /// <remarks>Read before the seal is checked, and trusted because the seal covers it.</remarks>
    private static bool ReadHeader(string jwe, string file, int number)
    {
        ReadOnlySpan<char> encoded = jwe.AsSpan(0, Math.Max(jwe.IndexOf('.', StringComparison.Ordinal), 0));
        using JsonDocument document = JsonDocument.Parse(Base64Url.DecodeFromChars(encoded));
        JsonElement header = document.RootElement;
        bool bound = header.GetProperty("typ").ValueEquals(MediaType) && header.GetProperty("file").ValueEquals(file) && header.GetProperty("number").GetInt32() == number;
        return bound ? header.GetProperty("last").GetBoolean() : throw new FormatException("The piece belongs elsewhere.");
    }
}
