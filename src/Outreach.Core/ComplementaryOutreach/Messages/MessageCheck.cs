using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Whether a template informs and does not press (C6), says what people must be told, and fits: nothing of it is approved while this finds anything.</summary>
/// <remarks>Lists of words find words. What they mean together is for the person who approves it to judge.</remarks>
public sealed class MessageCheck(SampleValues samples, MessagePolicy policy)
{
    private const string Unset = "https://example.invalid/";

    private static readonly string[] Languages = [FluidMessageRenderer.French, FluidMessageRenderer.English];

    /// <summary>Everything that is found, by channel, language and place; empty for a template that may be approved.</summary>
    public IReadOnlyList<MessageFinding> Run(Campaign campaign, MessageTemplate template)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(template);
        List<MessageFinding> findings = [];
        Dictionary<string, string> longest = new FluidMessageRenderer(policy).Fillings(samples.LongestOf(campaign));
        longest.TryAdd(MessagePlaces.PrivacyPage, Unset);
        foreach (OutreachChannel channel in MessageChannels.All.Where(template.Texts.ContainsKey))
        {
            foreach (string language in Languages)
            {
                TemplateText text = template.Texts[channel][language];
                Inspect(new MessageInspection(channel, language, isSubject: true, text.Subject, findings), campaign, longest);
                Inspect(new MessageInspection(channel, language, isSubject: false, text.Body, findings), campaign, longest);
            }
        }

        return findings;
    }

    private void Inspect(MessageInspection inspection, Campaign campaign, Dictionary<string, string> longest)
    {
        (MessageText? text, MessageFault? fault) = MessageParser.Parse(inspection.Source);
        if (text is null)
        {
            inspection.Add("text.syntax", fault!,
                "This cannot be read: a text has words and places, written `{{ name }}`, and nothing else of Liquid.",
                "Illisible : un texte a des mots et des champs, écrits `{{ nom }}`, et rien d'autre de Liquid.");
            return;
        }

        PlacesCheck.Run(text, campaign.Title, inspection);
        WordingCheck.Run(text, campaign.Title, inspection);
        if (text.Places.All(place => longest.ContainsKey(place.Place!)))
        {
            CheckLength(text, inspection, longest);
        }

        if (!inspection.IsSubject)
        {
            DutiesCheck.Run(text, inspection);
            CheckPrivacyPage(text, inspection);
        }
    }

    private static void CheckLength(MessageText text, MessageInspection inspection, Dictionary<string, string> longest)
    {
        if (inspection.IsSubject)
        {
            LengthCheck.OfSubject(text.Fill(longest), inspection);
        }
        else
        {
            LengthCheck.OfBody(text.Fill(longest), inspection);
        }
    }

    private void CheckPrivacyPage(MessageText text, MessageInspection inspection)
    {
        if (policy.PrivacyPage.Length == 0 && text.Places.FirstOrDefault(place => place.Place == MessagePlaces.PrivacyPage) is { } page)
        {
            inspection.Add("text.privacy-page-unset", page.Offset,
                "The deployment names no page about data protection: have the setting `Messages__PrivacyPage` set.",
                "Le déploiement n'indique aucune page sur la protection des données : faites renseigner le paramètre `Messages__PrivacyPage`.");
        }
    }
}
