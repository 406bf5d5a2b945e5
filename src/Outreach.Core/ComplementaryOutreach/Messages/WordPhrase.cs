namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Words one after the other; `a|b` for either, `a*` for every word that begins so. Accents and case do not count.</summary>
internal sealed class WordPhrase
{
    private readonly string[][] _words;

    public WordPhrase(string pattern)
    {
        _words = [.. MessageWords.Plain(pattern).Split(' ').Select(word => word.Split('|'))];
        if (_words.Length == 0 || _words.Any(word => word.Any(choice => choice.TrimEnd('*').Length == 0)))
        {
            throw new FormatException($"`{pattern}` is no phrase: words of letters, `|` between choices, `*` at the end of one, single spaces.");
        }
    }

    public int Length => _words.Length;

    /// <summary>Whether the phrase begins at a word.</summary>
    public bool IsAt(IReadOnlyList<MessageWord> words, int index)
    {
        if (index + Length > words.Count)
        {
            return false;
        }

        for (int i = 0; i < Length; i++)
        {
            if (!_words[i].Any(choice => Matches(choice, words[index + i].Plain)))
            {
                return false;
            }
        }

        return true;
    }

    public bool IsIn(IReadOnlyList<MessageWord> words) => Enumerable.Range(0, words.Count).Any(index => IsAt(words, index));

    private static bool Matches(string choice, string word) =>
        choice[^1] == '*' ? word.StartsWith(choice[..^1], StringComparison.Ordinal) : string.Equals(choice, word, StringComparison.Ordinal);
}
