using System.Text;
using Outreach.Core.Audit;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>A template as its author sends it.</summary>
/// <param name="Id">Left out where the address names it.</param>
public sealed record TemplateBody(string? Id, TemplateTextsBody? Texts);

/// <summary>Its words by channel; a channel that is left out is one the template is not for.</summary>
public sealed record TemplateTextsBody(ChannelTextsBody? Email, ChannelTextsBody? Sms, ChannelTextsBody? Letter);

/// <summary>By language; both are required.</summary>
public sealed record ChannelTextsBody(TemplateTextBody? Fr, TemplateTextBody? En);

/// <param name="Subject">Of a mail; empty or left out for the others.</param>
/// <param name="Body">The words.</param>
public sealed record TemplateTextBody(string? Subject, string? Body);

/// <summary>Words that can be kept; whether they may be sent the check says.</summary>
public static class TemplateDraft
{
    /// <summary>Ids stand in the audit trail.</summary>
    public static Result<string> ParseId(string? id) => AuditVocabulary.IsCode(id) ? id! : MessageFailures.IdInvalid;

    /// <summary>The texts by channel and language, or the first that is wrong.</summary>
    public static Result<IReadOnlyDictionary<OutreachChannel, IReadOnlyDictionary<string, TemplateText>>> ParseTexts(TemplateTextsBody? body)
    {
        (OutreachChannel Channel, ChannelTextsBody? Texts)[] channels =
            [(OutreachChannel.Email, body?.Email), (OutreachChannel.Sms, body?.Sms), (OutreachChannel.Letter, body?.Letter)];
        Dictionary<OutreachChannel, IReadOnlyDictionary<string, TemplateText>> texts = [];
        foreach ((OutreachChannel channel, ChannelTextsBody? written) in channels.Where(channel => channel.Texts is not null))
        {
            Dictionary<string, TemplateText> languages = new(StringComparer.Ordinal);
            foreach ((string language, TemplateTextBody? text) in new[] { (FluidMessageRenderer.French, written!.Fr), (FluidMessageRenderer.English, written.En) })
            {
                if (ParseText(text) is not { } parsed)
                {
                    return MessageFailures.TextInvalid($"$.texts.{MessageChannels.Name(channel)}.{language}");
                }

                languages[language] = parsed;
            }

            texts[channel] = languages;
        }

        return texts.Count > 0 ? texts : MessageFailures.TextsMissing;
    }

    /// <summary>Whether a version says these words.</summary>
    public static bool Says(MessageTemplate template, IReadOnlyDictionary<OutreachChannel, IReadOnlyDictionary<string, TemplateText>> texts)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(texts);
        return template.Texts.Count == texts.Count && texts.All(channel =>
            template.Texts.TryGetValue(channel.Key, out IReadOnlyDictionary<string, TemplateText>? languages)
            && channel.Value.All(text => languages.TryGetValue(text.Key, out TemplateText? said) && said == text.Value));
    }

    private static TemplateText? ParseText(TemplateTextBody? text)
    {
        string subject = Canonical(text?.Subject);
        string body = Canonical(text?.Body);
        return body.Length is > 0 and <= MessageLimits.WrittenBody && subject.Length <= MessageLimits.WrittenSubject ? new TemplateText(subject, body) : null;
    }

    /// <summary>One spelling of the same words: composed letters, line feeds, nothing at the ends.</summary>
    private static string Canonical(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim().Normalize(NormalizationForm.FormC);
}
