using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach.Messages;

public sealed class MessageRendererTests
{
    private static readonly MessagesWorld World = new();
    private static readonly MessageTemplate Template = SampleTemplate.Create();

    [Fact]
    public void Render_Mail_IsFrenchThenEnglish()
    {
        MessageValues values = Values("Camille", "Exemple");

        RenderedMessage message = World.Renderer.Render(Template, OutreachChannel.Email, values);

        string[] languages = message.Text.Split(FluidMessageRenderer.Separator);
        Assert.Equal(2, languages.Length);
        Assert.StartsWith("Bonjour,", languages[0], StringComparison.Ordinal);
        Assert.StartsWith("Hello,", languages[1], StringComparison.Ordinal);
        Assert.All(languages, text => Assert.Single(text.Split('\n'), line => line == values.Link.AbsoluteUri));
        Assert.All(languages, text => Assert.Single(text.Split('\n'), line => line == World.Policy.PrivacyPage));
        Assert.Equal("L'Assurance Maladie vous informe / Information from Assurance Maladie", message.Subject);
        Assert.DoesNotContain("Exemple", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Letter_IsAddressedAndHasNoSubject()
    {
        RenderedMessage message = World.Renderer.Render(Template, OutreachChannel.Letter, Values("Zoë", "D'Exemple"));

        Assert.StartsWith("Zoë D'Exemple\n", message.Text, StringComparison.Ordinal);
        Assert.Equal("", message.Subject);
    }

    [Fact]
    public void Render_TextMessage_IsFrenchAloneWhereBothAreTooLong()
    {
        MessageValues values = Values("Camille", "Exemple");

        RenderedMessage message = World.Renderer.Render(Template, OutreachChannel.Sms, values);

        Assert.Equal(World.Renderer.Render(Template, OutreachChannel.Sms, "fr", values), message);
        Assert.EndsWith(values.Link.AbsoluteUri, message.Text, StringComparison.Ordinal);
        Assert.Equal("GSM-7", SmsLength.Of(message.Text).Encoding);
    }

    [Fact]
    public void Render_ShortTextMessages_AreBothLanguages()
    {
        MessageTemplate both = Template with
        {
            Texts = new Dictionary<OutreachChannel, IReadOnlyDictionary<string, TemplateText>>
            {
                [OutreachChannel.Sms] = new Dictionary<string, TemplateText>(StringComparer.Ordinal) { ["fr"] = new("", "fr {{ link }}"), ["en"] = new("", "en {{ link }}") },
            },
        };
        MessageValues values = Values("Camille", "Exemple");

        Assert.Equal($"fr {values.Link.AbsoluteUri}\nen {values.Link.AbsoluteUri}", World.Renderer.Render(both, OutreachChannel.Sms, values).Text);
    }

    [Fact]
    public void Render_TitleThatLeavesNoRoomForBoth_KeepsTheFrenchSubject()
    {
        MessageTemplate template = SampleTemplate.With(
            OutreachChannel.Email, "fr", new TemplateText("Information {{ campaign_title }}", Template.Texts[OutreachChannel.Email]["fr"].Body));
        MessageValues values = Values("Camille", "Exemple") with { CampaignTitle = "Un titre\tassez long pour la ligne" };

        Assert.Equal("Information Un titre assez long pour la ligne", World.Renderer.Render(template, OutreachChannel.Email, values).Subject);
    }

    [Fact]
    public void Render_ChannelOrPlaceWithoutWords_Throws()
    {
        MessageTemplate mailOnly = Template with { Texts = Template.Texts.Where(texts => texts.Key == OutreachChannel.Email).ToDictionary() };

        Assert.Throws<InvalidOperationException>(() => World.Renderer.Render(mailOnly, OutreachChannel.Sms, Values("A", "B")));
        Assert.Throws<InvalidOperationException>(() => new FluidMessageRenderer(new MessagePolicy()).Render(Template, OutreachChannel.Email, Values("A", "B")));
    }

    /// <summary>A name is never read as a template, ends no line, and makes no address.</summary>
    [Theory]
    [Trait("threat", "64")]
    [InlineData("{{ link }}", "link")]
    [InlineData("{% include 'x' %}", "include 'x'")]
    [InlineData("A\r\nBcc: b@c.example", "A Bcc b c example")]
    [InlineData("<script>alert(1)</script>", "script alert 1 script")]
    [InlineData("http://exemple.invalid/x", "http exemple invalid x")]
    [InlineData("=1+1", "1 1")]
    [InlineData("J. R. Exemple", "J. R. Exemple")]
    [InlineData("\u202eExemple\u200b", "Exemple")]
    [InlineData("Zoë-Éléonore d’Exemple", "Zoë-Éléonore d’Exemple")]
    [InlineData("\ud800", "")]
    public void Render_AnythingAsAName_IsInert(string name, string shown) =>
        Assert.Equal($"{shown} Y", World.Renderer.Render(Template, OutreachChannel.Letter, Values(name, "Y")).Text.Split('\n')[0]);

    [Property(MaxTest = 300)]
    [Trait("threat", "64")]
    public void Render_AnybodysText_StaysInItsPlaceAndWithinTheLimits(string? givenName, string? familyName, string? title)
    {
        MessageValues values = Values(givenName ?? "", familyName ?? "") with { CampaignTitle = title ?? "" };
        foreach (OutreachChannel channel in MessageChannels.All)
        {
            RenderedMessage message = World.Renderer.Render(Template, channel, values);
            RenderedMessage plain = World.Renderer.Render(Template, channel, values with { Person = Values("A", "B").Person, CampaignTitle = "t" });

            Assert.Equal(plain.Text.Count(c => c == '\n'), message.Text.Count(c => c == '\n'));
            Assert.DoesNotContain(message.Text, c => c != '\n' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format);
            Assert.Equal(plain.Text.Split(values.Link.AbsoluteUri).Length, message.Text.Split(values.Link.AbsoluteUri).Length);
            Assert.True(message.Subject.Length <= MessageLimits.Subject && !message.Subject.Contains('\n', StringComparison.Ordinal));
            Assert.Equal(message, World.Renderer.Render(Template, channel, values));
        }
    }

    /// <summary>So the check, which fills in the longest names there may be, speaks for everybody.</summary>
    [Property(MaxTest = 300)]
    public void Name_OfAnyText_IsOneShortLineThatStaysTheSame(NonNull<string> text, PositiveInt times)
    {
        string name = InertText.Name(string.Concat(Enumerable.Repeat(text.Get, Math.Min(times.Get, 50))));

        Assert.True(name.Length <= MessageLimits.Name);
        Assert.DoesNotContain(name, c => char.IsControl(c) || "{}<>%/@:=&\"\\|".Contains(c, StringComparison.Ordinal));
        Assert.Equal(name, InertText.Name(name));
        Assert.True(name.IsNormalized() || name.Length > 0);
    }

    [Fact]
    public void Name_LongOneWithAccentsApart_IsCutBetweenCharacters()
    {
        string name = InertText.Name(string.Concat(Enumerable.Repeat("e\u0301", 60)) + "😀");

        Assert.Equal(MessageLimits.Name, name.Length);
        Assert.Equal('\u0301', name[^1]);
        Assert.Equal(50, new StringInfo(name).LengthInTextElements);
    }

    private static MessageValues Values(string givenName, string familyName)
    {
        MessageValues sample = World.Samples.LongestOf(World.Campaign);
        return sample with { Person = sample.Person with { GivenName = givenName, FamilyName = familyName } };
    }
}
