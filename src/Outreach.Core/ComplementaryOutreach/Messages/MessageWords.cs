using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>A word as lists are compared with it.</summary>
/// <param name="Written">As it stands in the text.</param>
/// <param name="Plain">Without accents, in small letters; empty where a place stands, so that no phrase reaches over it.</param>
/// <param name="Offset">In the source; of the place, for a word of the campaign's title.</param>
internal sealed record MessageWord(string Written, string Plain, int Offset);

/// <summary>The words of a text, apostrophes and hyphens between them.</summary>
internal static class MessageWords
{
    /// <summary>Stands where a place is whose words are not the text's; no text has it.</summary>
    private const char Place = '\uffff';

    /// <summary>Letters that Unicode does not take apart, each before what it is read as.</summary>
    private static readonly FrozenDictionary<char, string> ReadAs =
        "œoe æae øo ðd þth ßss đd ħh ıi ĸk łl ŋn ŧt".Split(' ').ToFrozenDictionary(pair => pair[0], pair => pair[1..]);

    /// <param name="title">The campaign's title, where its words count as the text's; else null.</param>
    public static List<MessageWord> Of(MessageText text, string? title)
    {
        (string shown, int[] offsets) = Show(text, title);
        return [.. In(shown).Select(word => word with { Offset = offsets[word.Offset] })];
    }

    /// <summary>Words that a sign within, such as a hyphen or a space that does not break, takes apart: as they read without it.</summary>
    public static IEnumerable<MessageWord> Joined(MessageText text, string? title)
    {
        (string shown, int[] offsets) = Show(text, title);
        for (int from = 0, to; from < shown.Length; from = to + 1)
        {
            int end = shown.AsSpan(from).IndexOfAny(' ', '\n', Place);
            to = end < 0 ? shown.Length : from + end;
            MessageWord[] parts = [.. In(shown[from..to])];
            if (parts.Length > 1)
            {
                string written = shown.Substring(from + parts[0].Offset, parts[^1].Offset + parts[^1].Written.Length - parts[0].Offset);
                yield return new MessageWord(written, string.Concat(parts.Select(part => part.Plain)), offsets[from + parts[0].Offset]);
            }
        }
    }

    public static string Plain(string text)
    {
        IEnumerable<char> letters = text.Normalize(NormalizationForm.FormKD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        return string.Concat(string.Concat(letters).ToLowerInvariant().Select(c => ReadAs.GetValueOrDefault(c) ?? c.ToString()));
    }

    /// <summary>What a reader sees, and where each character of it comes from.</summary>
    private static (string Shown, int[] Offsets) Show(MessageText text, string? title)
    {
        StringBuilder shown = new();
        List<int> offsets = [];
        foreach (MessagePiece piece in text.Pieces)
        {
            bool isTitle = piece.Place == MessagePlaces.CampaignTitle && title is not null;
            string part = piece.Place is null ? piece.Text : isTitle ? title! : Place.ToString();
            shown.Append(part);
            offsets.AddRange(Enumerable.Range(0, part.Length).Select(i => piece.Offset + (piece.Place is null ? i : 0)));
        }

        return (shown.ToString(), [.. offsets]);
    }

    private static IEnumerable<MessageWord> In(string text)
    {
        int from = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isPart = i < text.Length && (char.IsLetterOrDigit(text[i]) || CharUnicodeInfo.GetUnicodeCategory(text[i]) == UnicodeCategory.NonSpacingMark);
            if (isPart && from < 0)
            {
                from = i;
            }
            else if (!isPart && from >= 0)
            {
                yield return new MessageWord(text[from..i], Plain(text[from..i]), from);
                from = -1;
            }

            if (i < text.Length && text[i] == Place)
            {
                yield return new MessageWord("", "", i);
            }
        }
    }
}
