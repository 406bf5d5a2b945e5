using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Whether a text has the places it may and must have, is written in characters that show what they are, and names no other address than its own.</summary>
internal static partial class PlacesCheck
{
    /// <summary>Beyond Latin letters: what French and English are set with. No emoji, no letter of another script that looks like one, nothing invisible.</summary>
    private const string Typographic = "‘’“”–—…•€\u202f";

    public static void Run(MessageText text, MessageInspection inspection)
    {
        FindPlaces(text, inspection);
        FindCharacters(inspection);
        FindAddresses(text, inspection);
    }

    private static void FindAddresses(MessageText text, MessageInspection inspection)
    {
        foreach (MessagePiece piece in text.Pieces.Where(piece => piece.Place is null))
        {
            foreach (Match address in Address().Matches(piece.Text))
            {
                inspection.Add("text.address", piece.Offset + address.Index,
                    $"\"{address.Value}\" is an address, or reads as one. A message has `link` and `privacy_page`, and no other; after a full stop write a space.",
                    $"« {address.Value} » est une adresse, ou se lit comme telle. Un message a `link` et `privacy_page`, et pas d'autre ; après un point, mettez une espace.");
            }
        }
    }

    private static void FindPlaces(MessageText text, MessageInspection inspection)
    {
        IReadOnlyList<string> allowed = inspection.IsSubject ? MessagePlaces.OfSubject : MessagePlaces.Of(inspection.Channel);
        foreach (MessagePiece place in text.Places.Where(place => !allowed.Contains(place.Place!, StringComparer.Ordinal)))
        {
            inspection.Add("text.place-unknown", place.Offset,
                $"`{place.Place}` is no place of this text. It may have: {string.Join(", ", allowed)}.",
                $"`{place.Place}` n'est pas un champ de ce texte. Il peut avoir : {string.Join(", ", allowed)}.");
        }

        foreach (string required in inspection.IsSubject ? [] : MessagePlaces.Required(inspection.Channel))
        {
            MessagePiece[] there = [.. text.Places.Where(place => place.Place == required)];
            if (there.Length != 1)
            {
                inspection.Add("text.place-once", there.Length > 1 ? there[1].Offset : 0,
                    $"This text has `{{{{ {required} }}}}` exactly once.", $"Ce texte a `{{{{ {required} }}}}` une fois exactement.");
            }
        }

        if (text.Places.Skip(MessageLimits.Places).FirstOrDefault() is { } first)
        {
            inspection.Add("text.places-too-many", first.Offset,
                $"A text has {MessageLimits.Places} places at most.", $"Un texte a {MessageLimits.Places} champs au plus.");
        }
    }

    private static void FindCharacters(MessageInspection inspection)
    {
        int offset = 0;
        foreach (Rune rune in inspection.Source.EnumerateRunes())
        {
            bool fits = rune.Value is (>= ' ' and < 0x7f) or (>= 0xa0 and < 0x180 and not 0xad) || (rune.Value == '\n' && !inspection.IsSubject)
                || (rune.IsBmp && Typographic.Contains((char)rune.Value, StringComparison.Ordinal));
            if (!fits)
            {
                inspection.Add("text.character", offset,
                    $"U+{rune.Value:X4} is not a character of this text: use Latin letters, digits and usual punctuation; a subject is one line.",
                    $"U+{rune.Value:X4} n'est pas un caractère de ce texte : utilisez lettres latines, chiffres et ponctuation courante ; un objet tient sur une ligne.");
                return;
            }

            offset += rune.Utf16SequenceLength;
        }
    }

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9+.-]*://\S*|[\w.+-]+@[\w.-]+|\b[\w-]+(\.[\w-]+)*\.\p{L}{2,}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
