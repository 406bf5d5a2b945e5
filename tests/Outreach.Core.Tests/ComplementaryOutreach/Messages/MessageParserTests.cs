using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach.Messages;

/// <summary>Of Liquid nothing is left but words and places.</summary>
public sealed class MessageParserTests
{
    private static readonly MessagesWorld World = new();

    [Theory]
    [InlineData("{% if link %}a{% endif %}")]
    [InlineData("{% include 'other' %}")]
    [InlineData("{% render 'other' %}")]
    [InlineData("{% raw %}{{ link }}{% endraw %}")]
    [InlineData("{% comment %}vous devez{% endcomment %}")]
    [InlineData("{%- # vous devez -%}")]
    [InlineData("{% liquid assign a = 1 %}")]
    [InlineData("{% for i in (1..1000000000) %}a{% endfor %}")]
    [InlineData("{{ link | upcase }}")]
    [InlineData("{{ given_name | date: '%Y' }}")]
    [InlineData("{{ 'oblig' }}atoire")]
    [InlineData("{{ 1 }}")]
    [InlineData("{{ true }}")]
    [InlineData("{{ link.length }}")]
    [InlineData("{{ link[0] }}")]
    [InlineData("{{ a == b }}")]
    [InlineData("{{- link -}}")]
    [InlineData("{{ link\n}}")]
    [InlineData("{{\tlink }}")]
    [InlineData("{{ Link }}")]
    [InlineData("{{ }}")]
    [InlineData("{{ link")]
    [InlineData("{{{ link }}}")]
    public void Check_MoreThanWordsAndPlaces_IsASyntaxFindingWhereItStands(string text)
    {
        MessageFinding finding = Assert.Single(World.Findings(OutreachChannel.Sms, "fr", $"Assurance Maladie,\nici : {text}"));

        Assert.Equal("text.syntax", finding.Code);
        Assert.Equal(2, finding.Line);
        Assert.InRange(finding.Column, 7, 7 + text.Length);
    }

    [Fact]
    public void Check_SecondPlaceWrong_PointsAtIt()
    {
        MessageFinding finding = Assert.Single(World.Findings(OutreachChannel.Sms, "fr", "a {{ link }} b {{link|upcase}}"));

        Assert.Equal(("text.syntax", 1, 16), (finding.Code, finding.Line, finding.Column));
    }

    [Theory]
    [InlineData("a }} b { { c % } { ")]
    [InlineData("")]
    public void Parse_BracesThatArePartOfTheWords_AreWords(string text)
    {
        MessageTemplate template = SampleTemplate.With(OutreachChannel.Sms, "fr", new TemplateText("", text + "{{ link }}"));

        RenderedMessage message = World.Renderer.Render(template, OutreachChannel.Sms, "fr", World.Samples.LongestOf(World.Campaign));

        Assert.StartsWith(text + "https://", message.Text, StringComparison.Ordinal);
    }
}
