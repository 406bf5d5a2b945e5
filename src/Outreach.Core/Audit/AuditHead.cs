using System.Globalization;
using System.Text;

namespace Outreach.Core.Audit;

/// <summary>The last entry of a stream, as somebody trusted once saw it.</summary>
/// <param name="At">Its time: what retention counts from.</param>
public sealed record AuditHead(AuditStream Stream, long Sequence, DateTimeOffset At, string Hash)
{
    public static AuditHead Of(AuditStream stream, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new AuditHead(stream, entry.Sequence, entry.At, entry.Hash);
    }

    /// <summary>One line, without its line feed. It is also the leaf of a checkpoint's tree: the bytes are the format, see `docs/formats.md`.</summary>
    public string Format() => string.Create(
        CultureInfo.InvariantCulture, $"{Stream.Value} {Sequence} {At.UtcDateTime.ToString(AuditLine.InstantFormat, CultureInfo.InvariantCulture)} {Hash}");

    public byte[] ToLeaf() => Encoding.UTF8.GetBytes(Format());

    /// <summary>Null for what is no line of a head, or differs from one by a character.</summary>
    public static AuditHead? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Split(' ') is [{ } name, { } number, { } instant, { Length: 64 } hash]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            && AuditLine.TryReadInstant(instant, out DateTimeOffset at)
            && new AuditHead(new AuditStream(name), sequence, at, hash) is { Stream.IsWellFormed: true } head && head.Format() == line
                ? head
                : null;
    }
}
