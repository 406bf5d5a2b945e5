using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Outreach.LocalHost.Hosting;

/// <summary>A route value as the type that a parameter asks for, by the rules of the Functions worker: text as it is, an id, a time, else JSON.</summary>
/// <remarks>So `True`, `012` and an enum's name, which .NET would convert, are refused here as there.</remarks>
internal static class RouteValue
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="FormatException">The value does not fit, or there is none and the parameter cannot do without; the message names the parameter and quotes nothing.</exception>
    public static object? Convert(string? text, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (text is null)
        {
            return parameter switch
            {
                { HasDefaultValue: true } => parameter.DefaultValue,
                _ when !type.IsValueType || Nullable.GetUnderlyingType(type) is not null => null,
                _ => throw new FormatException($"There is no value for '{parameter.Name}', and it has no default."),
            };
        }

        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when type.IsAssignableFrom(typeof(string)) => text,
            _ when plain == typeof(Guid) && Guid.TryParse(text, out Guid id) => id,
            _ when plain == typeof(DateTimeOffset) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time) => time,
            _ when plain == typeof(DateTime) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) => time,
            _ when type == typeof(byte[]) => Encoding.UTF8.GetBytes(text),
            _ => FromJson(text, parameter),
        };
    }

    private static object? FromJson(string text, ParameterInfo parameter)
    {
        try
        {
            return JsonSerializer.Deserialize(text, parameter.ParameterType, Json);
        }
        catch (Exception unfit) when (unfit is JsonException or NotSupportedException)
        {
            throw new FormatException($"The value of '{parameter.Name}' is no {parameter.ParameterType.Name}.", unfit);
        }
    }
}
