namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Whether a body says what a person must be told: who writes, why, what rights there are, that the choice is free (C6; Article 14 GDPR).</summary>
internal static class DutiesCheck
{
    private static readonly (MessageDuty Duty, WordPhrase[] French, WordPhrase[] English)[] Duties =
        [.. MessageLists.Duties.Select(duty => (duty, Phrases(duty.Fr), Phrases(duty.En)))];

    /// <remarks>The campaign's title says none of it: another campaign has another title.</remarks>
    public static void Run(MessageText body, MessageInspection inspection)
    {
        List<MessageWord> words = MessageWords.Of(body, title: null);
        foreach ((MessageDuty duty, WordPhrase[] french, WordPhrase[] english) in Duties)
        {
            WordPhrase[] phrases = inspection.Language == FluidMessageRenderer.French ? french : english;
            if (duty.Channels.Contains(inspection.Channel) && !phrases.Any(phrase => phrase.IsIn(words)))
            {
                inspection.Add($"duty.{duty.Code}", 0, duty.English, duty.French);
            }
        }
    }

    private static WordPhrase[] Phrases(IEnumerable<string> patterns) => [.. patterns.Select(pattern => new WordPhrase(pattern))];
}
