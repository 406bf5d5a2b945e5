using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Outreach.LocalHost.Settings;

/// <summary>`%Name%` in a declaration: the setting of that name, anywhere in the text and as often as it comes.</summary>
internal static partial class SettingTokens
{
    /// <summary>The text with every setting in its place; null where one is missing, or a percent sign is left over.</summary>
    public static string? Expand(string text, IConfiguration settings)
    {
        bool whole = true;
        string expanded = Token().Replace(text, token =>
        {
            string? value = settings[Key(token.Groups["name"].Value)];
            whole &= value is { Length: > 0 };
            return value ?? "";
        });
        return whole && !Token().Replace(text, "").Contains('%', StringComparison.Ordinal) ? expanded : null;
    }

    /// <summary>The settings that a text names, as they are written in the environment.</summary>
    public static IEnumerable<string> Names(string text) =>
        Token().Matches(text).Select(token => Key(token.Groups["name"].Value).Replace(":", "__", StringComparison.Ordinal));

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex Token();
}
