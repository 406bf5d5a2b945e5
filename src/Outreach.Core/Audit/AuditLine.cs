using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Outreach.Core.Audit;

/// <summary>An audit entry as one line of JSON with a fixed order of members, and the hash over it. The bytes are the format: see `docs/formats.md`.</summary>
public static class AuditLine
{
    internal const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <summary>SHA-256 over the line without its hash. The stream is part of it: an entry means nothing in another stream.</summary>
    public static string Hash(AuditStream stream, AuditEntry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(Write(stream, entry, withHash: false)));

    /// <summary>The line, with its line feed.</summary>
    public static byte[] Format(AuditStream stream, AuditEntry entry) => [.. Write(stream, entry, withHash: true), (byte)'\n'];

    /// <summary>Reads a line, and nothing that differs from one by a byte; its hash is not checked here.</summary>
    /// <exception cref="AuditDamagedException">This is no line of this stream.</exception>
    public static AuditEntry Parse(AuditStream stream, ReadOnlySpan<byte> line)
    {
        try
        {
            AuditEntry entry = Read(line);
            return Write(stream, entry, withHash: true).AsSpan().SequenceEqual(line) ? entry : throw new AuditDamagedException(stream);
        }
        catch (Exception damage) when (damage is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new AuditDamagedException(stream);
        }
    }

    internal static bool TryReadInstant(string text, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);

    private static AuditEntry Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        return new AuditEntry(
            root.GetProperty("sequence").GetInt64(),
            DateTimeOffset.ParseExact(
                root.GetProperty("at").GetString()!, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            root.GetProperty("type").GetString()!,
            root.GetProperty("actor").GetString()!,
            root.GetProperty("data").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal),
            root.GetProperty("previous").GetString()!,
            root.GetProperty("hash").GetString()!);
    }

    private static byte[] Write(AuditStream stream, AuditEntry entry, bool withHash)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("stream", stream.Value);
            json.WriteNumber("sequence", entry.Sequence);
            json.WriteString("at", entry.At.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture));
            json.WriteString("type", entry.Type);
            json.WriteString("actor", entry.Actor);
            json.WriteStartObject("data");
            foreach ((string name, string value) in entry.Data.OrderBy(member => member.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteString("previous", entry.Previous);
            if (withHash)
            {
                json.WriteString("hash", entry.Hash);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>Stored bytes that no writer of this product wrote.</summary>
public sealed class AuditDamagedException : Exception
{
    public AuditDamagedException()
        : base("An audit stream is damaged.")
    {
    }

    public AuditDamagedException(string message)
        : base(message)
    {
    }

    public AuditDamagedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public AuditDamagedException(AuditStream stream)
        : base($"The audit stream {stream.Value} is damaged.")
    {
    }
}
