using System.Runtime.CompilerServices;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Fills in templates with Fluid; what a text was read as is kept as long as its template is.</summary>
/// <remarks>Throws for a text that the check would not have let pass: somebody has to look before anything goes out.</remarks>
public sealed class FluidMessageRenderer(MessagePolicy policy) : IMessageRenderer
{
    public const string French = "fr";
    public const string English = "en";

    /// <summary>Between the two languages of a mail or a letter.</summary>
    public const string Separator = "\n\n---------- English ----------\n\n";

    private readonly ConditionalWeakTable<TemplateText, ReadText> _read = [];

    public RenderedMessage Render(MessageTemplate template, OutreachChannel channel, MessageValues values)
    {
        RenderedMessage french = Render(template, channel, French, values);
        RenderedMessage english = Render(template, channel, English, values);
        return channel switch
        {
            OutreachChannel.Email or OutreachChannel.Letter => new RenderedMessage(Subject(french, english), french.Text + Separator + english.Text),
            OutreachChannel.Sms => TextMessage(french, english),
        };
    }

    /// <summary>One language alone, for whoever looks at it.</summary>
    public RenderedMessage Render(MessageTemplate template, OutreachChannel channel, string language, MessageValues values)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(values);
        if (!template.Texts.TryGetValue(channel, out IReadOnlyDictionary<string, TemplateText>? texts) || !texts.TryGetValue(language, out TemplateText? text))
        {
            throw new InvalidOperationException($"Version {template.Version} of this template has no words for {channel} in {language}.");
        }

        ReadText read = _read.GetValue(text, ReadText.Of);
        Dictionary<string, string> filled = Fillings(values);
        return new RenderedMessage(InertText.Line(read.Subject.Fill(filled)), read.Body.Fill(filled));
    }

    /// <summary>What stands in each place.</summary>
    internal Dictionary<string, string> Fillings(MessageValues values)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [MessagePlaces.CampaignTitle] = InertText.Line(values.CampaignTitle),
            [MessagePlaces.FamilyName] = InertText.Name(values.Person.FamilyName),
            [MessagePlaces.GivenName] = InertText.Name(values.Person.GivenName),
            [MessagePlaces.Link] = values.Link.AbsoluteUri,
        };
        if (policy.PrivacyPage.Length > 0)
        {
            filled[MessagePlaces.PrivacyPage] = policy.PrivacyPage;
        }

        return filled;
    }

    /// <summary>Both languages where a line has room for them.</summary>
    private static string Subject(RenderedMessage french, RenderedMessage english)
    {
        string both = $"{french.Subject} / {english.Subject}";
        return french.Subject.Length > 0 && both.Length <= MessageLimits.Subject ? both : french.Subject;
    }

    /// <summary>Both languages where that stays within the limit of one; else French, and the page behind the link speaks both.</summary>
    private static RenderedMessage TextMessage(RenderedMessage french, RenderedMessage english)
    {
        string both = $"{french.Text}\n{english.Text}";
        return SmsLength.Of(both).Segments <= MessageLimits.SmsSegments ? french with { Text = both } : french;
    }

    private sealed record ReadText(MessageText Subject, MessageText Body)
    {
        public static ReadText Of(TemplateText text) => new(Read(text.Subject), Read(text.Body));

        private static MessageText Read(string source) =>
            MessageParser.Parse(source).Text ?? throw new InvalidOperationException("A text of this template cannot be read as words and places.");
    }
}
