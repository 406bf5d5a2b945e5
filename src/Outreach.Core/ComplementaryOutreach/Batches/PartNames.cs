using System.Text.RegularExpressions;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>Names of parts as they come from outside; see <see cref="WavePart.Name"/>.</summary>
public static partial class PartNames
{
    public static bool IsWellFormed(string? text) => text is not null && Shape().IsMatch(text);

    /// <summary>Where a page begins: nowhere in particular, or after a part.</summary>
    public static bool IsPage(string? continuation) => string.IsNullOrEmpty(continuation) || IsWellFormed(continuation);

    [GeneratedRegex(@"^(dept-[0-9][0-9AB][0-9]?|doctors-[0-9a-f]{2})-[0-9]{6}-(email|sms|letter)-[0-9]{4}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
