namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Finds words that press, threaten, blame, or tell of a person's health (C6): in what the author wrote and in the campaign's title, which a message shows.</summary>
internal static class WordingCheck
{
    private const int ShortestShout = 4;
    private const int LettersInARow = 4;

    private static readonly (PressingWords Entry, WordPhrase[] Phrases, WordPhrase[] Unless)[] Entries =
        [.. MessageLists.Pressing.Select(entry => (entry, Phrases(entry.Words), Phrases(entry.Unless)))];

    public static void Run(MessageText text, string title, MessageInspection inspection)
    {
        List<MessageWord> words = MessageWords.Of(text, title);
        MessageWord[] joined = [.. MessageWords.Joined(text, title)];
        foreach ((PressingWords entry, WordPhrase[] phrases, WordPhrase[] unless) in Entries)
        {
            for (int at = 0; at < words.Count; at++)
            {
                if (phrases.FirstOrDefault(phrase => phrase.IsAt(words, at) && !IsExcused(unless, words, at, phrase.Length)) is { } found)
                {
                    Add(entry, string.Join(' ', words.Skip(at).Take(found.Length).Select(word => word.Written)), words[at].Offset, inspection);
                }
            }

            foreach (MessageWord word in joined.Where(word => phrases.Any(phrase => phrase.Length == 1 && phrase.IsAt([word], 0))))
            {
                Add(entry, word.Written, word.Offset, inspection);
            }
        }

        FindShouting(words, inspection);
        FindExclamations(text, title, inspection);
    }

    private static void Add(PressingWords entry, string quoted, int offset, MessageInspection inspection) => inspection.Add(
        $"wording.{entry.Code}", offset,
        $"\"{quoted}\" {entry.English} Say it neutrally, or leave it out.", $"« {quoted} » {entry.French} Dites-le de façon neutre, ou retirez-le.");

    private static WordPhrase[] Phrases(IEnumerable<string> patterns) => [.. patterns.Select(pattern => new WordPhrase(pattern))];

    /// <summary>Whether a phrase that takes the sting out stands around these words.</summary>
    private static bool IsExcused(WordPhrase[] unless, List<MessageWord> words, int at, int length) =>
        unless.Any(phrase => phrase.Length >= length
            && Enumerable.Range(at + length - phrase.Length, phrase.Length - length + 1).Any(start => start >= 0 && phrase.IsAt(words, start)));

    private static void FindShouting(List<MessageWord> words, MessageInspection inspection)
    {
        foreach (MessageWord word in words.Where(word => word.Written.Length >= ShortestShout && word.Written.All(char.IsUpper) && !MessageLists.Abbreviations.Contains(word.Written)))
        {
            inspection.Add("wording.capitals", word.Offset,
                $"\"{word.Written}\" shouts. Write it in small letters.", $"« {word.Written} » crie. Écrivez-le en minuscules.");
        }

        for (int i = 0; i + LettersInARow <= words.Count; i++)
        {
            if (words.Skip(i).Take(LettersInARow).All(word => word.Plain.Length == 1))
            {
                inspection.Add("wording.spaced", words[i].Offset, "Letters stand one by one. Write the word together.", "Des lettres sont espacées. Écrivez le mot d'une pièce.");
                return;
            }
        }
    }

    private static void FindExclamations(MessageText text, string title, MessageInspection inspection)
    {
        int[] marks =
        [
            .. from piece in text.Pieces
               let isTitle = piece.Place == MessagePlaces.CampaignTitle
               let shown = isTitle ? title : piece.Place is null ? piece.Text : ""
               from at in Enumerable.Range(0, shown.Length)
               where shown[at] == '!'
               select piece.Offset + (isTitle ? 0 : at),
        ];
        if (marks.Length > 1)
        {
            inspection.Add("wording.exclamations", marks[1], "Several exclamation marks press. Leave one at most.", "Plusieurs points d'exclamation pressent. Laissez-en un au plus.");
        }
    }
}
