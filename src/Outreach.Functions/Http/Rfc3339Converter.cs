using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Functions.Http;

/// <summary>Reads times as RFC 3339 writes them, with their offset: without one, a time would be that of whatever machine reads it.</summary>
internal sealed class Rfc3339Converter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && reader.TryGetDateTime(out DateTime read) && read.Kind != DateTimeKind.Unspecified
        && reader.TryGetDateTimeOffset(out DateTimeOffset time)
            ? time
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Bodies are read only.");
}
