using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Outreach.Core.Lists;

/// <summary>A list request; also the id of its orchestration. 128 random bits.</summary>
public readonly record struct ListRequestId(string Value)
{
    public static ListRequestId Create() => new(RandomId.Create());

    public static bool TryParse([NotNullWhen(true)] string? text, out ListRequestId id)
    {
        bool valid = RandomId.IsWellFormed(text);
        id = valid ? new ListRequestId(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}

/// <summary>A sealed list. 128 random bits.</summary>
public readonly record struct ListId(string Value)
{
    public static ListId Create() => new(RandomId.Create());

    public static bool TryParse([NotNullWhen(true)] string? text, out ListId id)
    {
        bool valid = RandomId.IsWellFormed(text);
        id = valid ? new ListId(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}

/// <summary>A row of one list, for withdrawal: 64 bits, 11 characters of base64url in the list and in answers.</summary>
public readonly record struct RowRef(ulong Value)
{
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Value);
        return Base64Url.EncodeToString(bytes);
    }
}
