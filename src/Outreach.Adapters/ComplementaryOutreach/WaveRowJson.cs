using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>How parts of a wave stand in a column: names of enumerations, never their numbers.</summary>
internal static class WaveRowJson
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    public static string? Render<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, Options);

    public static T? Read<T>(string? text)
        where T : class => text is null ? null : JsonSerializer.Deserialize<T>(text, Options);
}
