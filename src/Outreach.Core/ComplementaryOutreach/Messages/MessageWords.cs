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
    /// <param name="title">The campaign's title, where its words count as the text's; else null.</param>
    public static List<MessageWord> Of(MessageText text, string? title)
    {
        List<MessageWord> words = [];
        foreach (MessagePiece piece in text.Pieces)
        {
            if (piece.Place is null)
            {
                words.AddRange(In(piece.Text).Select(word => word with { Offset = piece.Offset + word.Offset }));
            }
            else if (piece.Place == MessagePlaces.CampaignTitle && title is not null)
            {
                words.AddRange(In(title).Select(word => word with { Offset = piece.Offset }));
            }
            else
            {
                words.Add(new MessageWord("", "", piece.Offset));
            }
        }

        return words;
    }

    public static string Plain(string text)
    {
        IEnumerable<char> letters = text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        return string.Concat(letters).ToLowerInvariant().Replace("œ", "oe", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal);
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
        }
    }
}
