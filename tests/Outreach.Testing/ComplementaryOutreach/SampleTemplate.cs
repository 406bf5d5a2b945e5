using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Testing.Campaigns;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>The neutral words that come with the product, as a version of a template.</summary>
public static class SampleTemplate
{
    public static MessageTemplate Create(string campaign = "autumn-2026", string id = "information", int version = 1) => new(
        CampaignId.Parse(campaign), id, version, TemplateState.Draft, Texts, Author: $"Insurer:{new string('a', 32)}", SampleCampaign.Opens);

    public static IReadOnlyDictionary<OutreachChannel, IReadOnlyDictionary<string, TemplateText>> Texts =>
        TemplateDraft.ParseTexts(DefaultTemplate.Body.Texts).Value ?? throw new InvalidOperationException("The default template cannot be kept.");

    /// <summary>The same with one text in another's place.</summary>
    public static MessageTemplate With(OutreachChannel channel, string language, TemplateText text)
    {
        MessageTemplate template = Create();
        var languages = new Dictionary<string, TemplateText>(template.Texts[channel], StringComparer.Ordinal) { [language] = text };
        return template with { Texts = new Dictionary<OutreachChannel, IReadOnlyDictionary<string, TemplateText>>(template.Texts) { [channel] = languages } };
    }
}
