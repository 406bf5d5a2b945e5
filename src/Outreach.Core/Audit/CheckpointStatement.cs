using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Outreach.Core.Audit;

/// <summary>Some heads of a checkpoint: where they are listed, and the root of the Merkle tree over them.</summary>
/// <param name="Name">Of the list beside the statement; empty when it would be empty.</param>
/// <param name="Root">Lower-case hexadecimal; see <see cref="MerkleTree"/>.</param>
public sealed record CheckpointTree(long Size, string Root, string Name);

/// <summary>What a checkpoint says, and signs.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="At">When it was made.</param>
/// <param name="Heads">The last entries of all streams, by the ordinal order of their names.</param>
/// <param name="Erased">The last entries of streams that retention erases: absent or still the same from here on, and no longer among the heads.</param>
/// <param name="First">The oldest checkpoint that retention keeps: what is older may be absent, what is not may not.</param>
/// <param name="Previous">SHA-256 of the checkpoint before, as stored; <see cref="AuditChain.Genesis"/> before the first.</param>
public sealed record CheckpointStatement(long Number, DateTimeOffset At, CheckpointTree Heads, CheckpointTree Erased, long First, string Previous)
{
    private const int Version = 1;

    /// <summary>JSON with a fixed order of members. The bytes are the format: see `docs/formats.md`.</summary>
    public byte[] Format()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteNumber("number", Number);
            json.WriteString("at", At.UtcDateTime.ToString(AuditLine.InstantFormat, CultureInfo.InvariantCulture));
            Write(json, "heads", Heads);
            Write(json, "erased", Erased);
            json.WriteNumber("first", First);
            json.WriteString("previous", Previous);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Null for anything that differs from a statement by a byte.</summary>
    public static CheckpointStatement? Parse(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            if (!AuditLine.TryReadInstant(root.GetProperty("at").GetString() ?? "", out DateTimeOffset at))
            {
                return null;
            }

            var statement = new CheckpointStatement(
                root.GetProperty("number").GetInt64(),
                at,
                Read(root.GetProperty("heads")),
                Read(root.GetProperty("erased")),
                root.GetProperty("first").GetInt64(),
                root.GetProperty("previous").GetString() ?? "");
            return statement.Format().AsSpan().SequenceEqual(bytes) ? statement : null;
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, CheckpointTree tree)
    {
        json.WriteStartObject(name);
        json.WriteNumber("size", tree.Size);
        json.WriteString("root", tree.Root);
        json.WriteString("name", tree.Name);
        json.WriteEndObject();
    }

    private static CheckpointTree Read(JsonElement tree) => new(
        tree.GetProperty("size").GetInt64(), tree.GetProperty("root").GetString() ?? "", tree.GetProperty("name").GetString() ?? "");
}
