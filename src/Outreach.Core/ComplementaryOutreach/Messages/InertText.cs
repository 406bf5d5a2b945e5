using System.Globalization;
using System.Text;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>What a register or a campaign says, made fit to stand in a line of plain text.</summary>
internal static class InertText
{
    /// <summary>
    /// A name as names are written: letters, marks, digits, spaces, hyphens, apostrophes, and full stops of initials. Anything else is a space: no line break, no
    /// markup, no address that a reader's program would turn into a link, no sign that turns the direction of a line.
    /// </summary>
    public static string Name(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(text.Length);
        Rune[] runes = [.. text.EnumerateRunes()];
        for (int i = 0; i < runes.Length; i++)
        {
            bool kept = IsOfNames(runes[i]) || (runes[i].Value == '.' && (i + 1 == runes.Length || Rune.IsWhiteSpace(runes[i + 1])));
            line.Append(kept ? runes[i].ToString() : " ");
        }

        return Cut(Line(line.ToString()));
    }

    /// <summary>One line without control and format characters.</summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string printable = string.Concat(text.EnumerateRunes().Select(rune => IsPrintable(rune) ? rune.ToString() : " "));
        return string.Join(' ', printable.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsOfNames(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber => true,
        _ => rune.Value is '-' or '\'' or '’',
    };

    private static bool IsPrintable(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>Between characters that people see as one, never within.</summary>
    private static string Cut(string name)
    {
        if (name.Length <= MessageLimits.Name)
        {
            return name;
        }

        int[] starts = StringInfo.ParseCombiningCharacters(name);
        return name[..starts.Last(start => start <= MessageLimits.Name)].TrimEnd();
    }
}
