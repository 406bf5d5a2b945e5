using System.Buffers;
using System.Text.Json;
using Outreach.Core.Register;

namespace Outreach.Core.Lists;

/// <summary>A row as a doctor sees it: the fixed columns, no identifier, no medical data (C13).</summary>
public sealed record ListRow(string Ref, string FamilyName, string GivenName, string BirthDate, string Phone, string PostalCode, string City)
{
    public override string ToString() => "list row";
}

/// <summary>The content of a list: UTF-8 JSON, padded with spaces, which JSON allows, to whole steps.</summary>
public static class ListContent
{
    /// <summary>How many columns a row has, for whoever must show it.</summary>
    public static int ColumnCount => Columns.Length;

    private static readonly string[] Columns = ["ref", "familyName", "givenName", "birthDate", "phone", "postalCode", "city"];

    /// <summary>Renders people in the given order. The caller wipes the bytes when they are sealed.</summary>
    public static byte[] Render(IReadOnlyList<(RowRef Ref, InsuredPerson Person)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var buffer = new ArrayBufferWriter<byte>(SealedList.PaddingStep);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteRow(writer, "columns", Columns);
            writer.WriteStartArray("rows");
            foreach ((RowRef rowRef, InsuredPerson person) in rows)
            {
                WriteRow(writer, null, rowRef.ToString(), person.FamilyName, person.GivenName,
                    person.BirthDate.ToString("O", System.Globalization.CultureInfo.InvariantCulture), person.Phone, person.PostalCode, person.City);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        int padded = (buffer.WrittenCount + SealedList.PaddingStep - 1) / SealedList.PaddingStep * SealedList.PaddingStep;
        byte[] content = new byte[padded];
        buffer.WrittenSpan.CopyTo(content);
        content.AsSpan(buffer.WrittenCount).Fill((byte)' ');
        buffer.Clear();
        return content;
    }

    /// <summary>Reads content that was opened; null when it is not a list of version 1.</summary>
    public static IReadOnlyList<ListRow>? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            Document? document = JsonSerializer.Deserialize<Document>(content, JsonSerializerOptions.Web);
            bool known = document is { Columns: not null, Rows: not null }
                && document.Columns.SequenceEqual(Columns)
                && document.Rows.All(row => row.Length == Columns.Length);
            return known ? [.. document!.Rows!.Select(r => new ListRow(r[0], r[1], r[2], r[3], r[4], r[5], r[6]))] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteRow(Utf8JsonWriter writer, string? name, params ReadOnlySpan<string> cells)
    {
        if (name is null)
        {
            writer.WriteStartArray();
        }
        else
        {
            writer.WriteStartArray(name);
        }

        foreach (string cell in cells)
        {
            writer.WriteStringValue(cell);
        }

        writer.WriteEndArray();
    }

    private sealed record Document(string[]? Columns, string[][]? Rows);
}
