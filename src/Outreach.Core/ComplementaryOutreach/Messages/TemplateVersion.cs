using System.Globalization;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Numbers of versions: 1 to 999, in one spelling.</summary>
public static class TemplateVersion
{
    public const int Most = 999;

    public static bool TryParse(string? text, out int version) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version) && version is >= 1 and <= Most
        && version.ToString(CultureInfo.InvariantCulture) == text;
}
