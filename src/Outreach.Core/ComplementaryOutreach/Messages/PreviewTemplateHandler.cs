using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>A message as a person who does not exist would get it.</summary>
/// <param name="Person">What is special about the name.</param>
/// <param name="Sent">As it goes out.</param>
/// <param name="French">The French words alone.</param>
/// <param name="English">The English words alone.</param>
/// <param name="Sms">How it travels; null for other channels.</param>
public sealed record TemplatePreview(string Person, RenderedMessage Sent, RenderedMessage French, RenderedMessage English, SmsLength? Sms);

/// <summary>Renders a version for synthetic people, draft or not.</summary>
public sealed class PreviewTemplateHandler(TemplateFinder finder, FluidMessageRenderer renderer, SampleValues samples)
{
    /// <summary>Places that cannot be filled, and what is no Liquid of ours.</summary>
    private static readonly string[] InTheWay = ["text.syntax", "text.place-unknown", "text.privacy-page-unset"];

    public async Task<Result<IReadOnlyList<TemplatePreview>>> RunAsync(
        string campaignText, string template, string version, string? channelText, CancellationToken cancellationToken)
    {
        Result<Campaign> campaign = await finder.FindCampaignAsync(campaignText, cancellationToken);
        if (!campaign.Succeeded)
        {
            return campaign.Failure;
        }

        Result<FoundTemplate> found = await finder.FindAsync(campaign.Value, template, version, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        MessageTemplate words = found.Value.Version.Value;
        if (MessageChannels.Parse(channelText) is not { } channel || !words.Texts.ContainsKey(channel))
        {
            return MessageFailures.ChannelUnknown;
        }

        bool renderable = finder.Report(campaign.Value, words).Findings.All(finding => finding.Channel != channelText || !InTheWay.Contains(finding.Code));
        return renderable
            ? samples.All(campaign.Value).Select(sample => Preview(words, channel, sample.Label, sample.Values)).ToList()
            : MessageFailures.NotRenderable;
    }

    private TemplatePreview Preview(MessageTemplate template, OutreachChannel channel, string person, MessageValues values)
    {
        RenderedMessage sent = renderer.Render(template, channel, values);
        return new TemplatePreview(
            person, sent,
            renderer.Render(template, channel, FluidMessageRenderer.French, values), renderer.Render(template, channel, FluidMessageRenderer.English, values),
            channel == OutreachChannel.Sms ? SmsLength.Of(sent.Text) : null);
    }
}
