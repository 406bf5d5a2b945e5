using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Whether a text has the places it may and must have, is written in characters that show what they are, and names no other address than its own.</summary>
internal static partial class PlacesCheck
{
    /// <summary>Beyond Latin letters: what French and English are set with. No emoji, no letter of another script that looks like one, nothing invisible.</summary>
    private const string Typographic = "‘’“”–—…•€\u202f";

    /// <param name="title">The campaign's title, which a text with its place shows.</param>
    public static void Run(MessageText text, string title, MessageInspection inspection)
    {
        FindPlaces(text, inspection);
        FindCharacters(inspection);
        FindAddresses(text, inspection);
        if (text.Places.FirstOrDefault(place => place.Place == MessagePlaces.CampaignTitle) is { } shown)
        {
            FindInTitle(title, shown.Offset, inspection);
        }
    }

    private static void FindInTitle(string title, int offset, MessageInspection inspection)
    {
        if (title.EnumerateRunes().FirstOrDefault(rune => !IsUsual(rune)) is { Value: not 0 } strange)
        {
            inspection.Add("text.character", offset,
                $"U+{strange.Value:X4} in the campaign's title is not a character of a message. Write the campaign's purpose out, without its title.",
                $"U+{strange.Value:X4}, dans le titre de la campagne, n'est pas un caractère de message. Écrivez l'objet de la campagne, sans son titre.");
        }

        foreach (Match address in Address().Matches(title))
        {
            inspection.Add("text.address", offset,
                $"\"{address.Value}\" in the campaign's title is an address, or reads as one. Write the campaign's purpose out, without its title.",
                $"« {address.Value} », dans le titre de la campagne, est une adresse, ou se lit comme telle. Écrivez l'objet de la campagne, sans son titre.");
        }
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
            if (!IsUsual(rune) && (rune.Value != '\n' || inspection.IsSubject))
            {
                inspection.Add("text.character", offset,
                    $"U+{rune.Value:X4} is not a character of this text: use Latin letters, digits and usual punctuation; a subject is one line.",
                    $"U+{rune.Value:X4} n'est pas un caractère de ce texte : utilisez lettres latines, chiffres et ponctuation courante ; un objet tient sur une ligne.");
                return;
            }

            offset += rune.Utf16SequenceLength;
        }
    }

    private static bool IsUsual(Rune rune) => rune.Value is (>= ' ' and < 0x7f) or (>= 0xa0 and < 0x180 and not 0xad)
        || (rune.IsBmp && Typographic.Contains((char)rune.Value, StringComparison.Ordinal));

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9+.-]*://\S*|[\w.+-]+@[\w.-]+|\b[\w-]+(\.[\w-]+)*\.\p{L}{2,}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
