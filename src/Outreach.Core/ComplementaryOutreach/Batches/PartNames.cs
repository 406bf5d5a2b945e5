using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>Names of batches: a part's (<see cref="WavePart.Name"/>), and with a number behind it where a part came again with others.</summary>
public static partial class PartNames
{
    /// <summary>The name of a part's n-th batch, from 0.</summary>
    public static string Of(WavePart part, int batch) => batch == 0 ? part.Name : string.Create(CultureInfo.InvariantCulture, $"{part.Name}-{batch}");

    /// <summary>As they come from outside.</summary>
    public static bool IsWellFormed(string? text) => text is not null && Shape().IsMatch(text);

    /// <summary>Where a page begins: nowhere in particular, or after a part.</summary>
    public static bool IsPage(string? continuation) => string.IsNullOrEmpty(continuation) || IsWellFormed(continuation);

    [GeneratedRegex(@"^(dept-[0-9][0-9AB][0-9]?|doctors-[0-9a-f]{2})-[0-9]{6}-(email|sms|letter)-[0-9]{4,8}(-[0-9]{1,3})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
