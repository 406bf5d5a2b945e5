using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach.Messages;

/// <summary>What has to be said, in which places, and how long it may be.</summary>
public sealed class MessageCheckTests
{
    private static readonly MessagesWorld World = new();

    [Fact]
    public void Run_DefaultTemplate_FindsNothing() => Assert.Empty(World.Check.Run(World.Campaign, SampleTemplate.Create()));

    [Fact]
    public void Run_DefaultTemplateWithLongestTitleAndPage_FindsNothing()
    {
        var world = new MessagesWorld("https://assurance-maladie.example/".PadRight(200, 'a'), new string('t', 120));

        Assert.Empty(world.Check.Run(world.Campaign, SampleTemplate.Create()));
    }

    [Fact]
    public void Run_NoPrivacyPageSet_FindsItWhereItIsUsed()
    {
        var world = new MessagesWorld(privacyPage: "");

        Assert.Equal(
            ["email fr", "email en", "letter fr", "letter en"],
            world.Check.Run(world.Campaign, SampleTemplate.Create()).Where(finding => finding.Code == "text.privacy-page-unset").Select(finding => $"{finding.Channel} {finding.Language}"));
    }

    /// <summary>Each duty is missed in each channel and language it belongs to, and nowhere else.</summary>
    [Theory]
    [InlineData(OutreachChannel.Email, "who why rights free-choice source officer complaint")]
    [InlineData(OutreachChannel.Sms, "who why rights free-choice")]
    [InlineData(OutreachChannel.Letter, "who why rights free-choice source officer complaint without-internet")]
    public void Run_NothingSaid_MissesEachDuty(OutreachChannel channel, string duties)
    {
        foreach (string language in new[] { "fr", "en" })
        {
            string places = string.Join('\n', MessagePlaces.Required(channel).Select(place => $"{{{{ {place} }}}}"));

            Assert.Equal(duties.Split(' ').Select(duty => $"duty.{duty}"), World.Findings(channel, language, $"Bonjour.\n{places}").Select(finding => finding.Code));
        }
    }

    /// <summary>A title is not the text's: the next campaign has another.</summary>
    [Fact]
    public void Run_DutySaidByTheTitleAlone_IsMissed()
    {
        var world = new MessagesWorld(title: "Information: your choice");
        string body = SampleTemplate.Texts[OutreachChannel.Email]["en"].Body.Replace("your own choice", "this", StringComparison.Ordinal);

        Assert.Equal("duty.free-choice", Assert.Single(world.Findings(OutreachChannel.Email, "en", body)).Code);
    }

    [Fact]
    public void Run_FrenchWordsInTheEnglishText_MissEveryEnglishDuty() =>
        Assert.Contains(World.Findings(OutreachChannel.Email, "en", SampleTemplate.Texts[OutreachChannel.Email]["fr"].Body), finding => finding.Code == "duty.officer");

    [Theory]
    [InlineData("{{ link }} {{ link }}", "text.place-once", 1, 12)]
    [InlineData("{{ link }} {{ given_name }}", "text.place-unknown", 1, 12)]
    [InlineData("{{ link }} {{ campaign_title }}", "text.place-unknown", 1, 12)]
    [InlineData("{{ link }} {{ birth_date }}", "text.place-unknown", 1, 12)]
    [InlineData("{{ link }} ou sur exemple.fr", "text.address", 1, 19)]
    [InlineData("{{ link }} http://x", "text.address", 1, 12)]
    [InlineData("{{ link }} a@b", "text.address", 1, 12)]
    [InlineData("{{ link }} \u200b", "text.character", 1, 12)]
    [InlineData("{{ link }} \u00ad", "text.character", 1, 12)]
    [InlineData("{{ link }} \u043e", "text.character", 1, 12)]
    [InlineData("{{ link }} \u26a0", "text.character", 1, 12)]
    [InlineData("{{ link }}\n\t", "text.character", 2, 1)]
    public void Run_PlacesAndCharacters_AreFoundWhereTheyStand(string end, string code, int line, int column)
    {
        const string Start = "Assurance Maladie : information sans obligation, vous opposer : ";

        MessageFinding finding = Assert.Single(World.Findings(OutreachChannel.Sms, "fr", Start + end), finding => finding.Code != "length.sms");

        Assert.Equal((code, line, line == 1 ? Start.Length + column : column), (finding.Code, finding.Line, finding.Column));
        Assert.Equal(("sms", "fr", "body"), (finding.Channel, finding.Language, finding.Part));
        Assert.NotEqual(finding.English, finding.French);
    }

    /// <summary>A title is shown like the text: it has no letter of another script, nothing invisible, and no address.</summary>
    [Theory]
    [InlineData("Dernier r\u0430ppel", "text.character")]
    [InlineData("obli\u200bgatoire", "text.character")]
    [InlineData("Voir exemple.fr", "text.address")]
    [InlineData("Campagne d'automne « 2026 »", null)]
    public void Run_TitleThatHidesSomething_IsFoundWhereItIsShown(string title, string? code)
    {
        var world = new MessagesWorld(title: title);

        IReadOnlyList<MessageFinding> findings = world.Check.Run(world.Campaign, SampleTemplate.Create());

        Assert.Equal(
            code is null ? [] : ["email fr", "email en", "letter fr", "letter en"],
            findings.Where(finding => finding.Code == code).Select(finding => $"{finding.Channel} {finding.Language}"));
        Assert.True(code is not null || findings.Count == 0);
    }

    [Fact]
    public void Run_NoLink_IsFound() => Assert.Equal(
        "text.place-once", Assert.Single(World.Findings(OutreachChannel.Sms, "fr", "Assurance Maladie : information sans obligation, vous opposer.")).Code);

    [Theory]
    [InlineData("", "length.subject")]
    [InlineData("78", null)]
    [InlineData("79", "length.subject")]
    [InlineData("Information\nBcc: x", "text.character")]
    [InlineData("Information {{ given_name }}", "text.place-unknown")]
    [InlineData("Information {{ link }}", "text.place-unknown")]
    [InlineData("Information {{ campaign_title }}", null)]
    public void Run_SubjectOfAMail_IsOneShortLineWithoutAPerson(string subject, string? code)
    {
        string written = int.TryParse(subject, out int length) ? new string('a', length) : subject;

        Assert.Equal(code, World.Findings(OutreachChannel.Email, "fr", SampleTemplate.Texts[OutreachChannel.Email]["fr"].Body, written).FirstOrDefault()?.Code);
    }

    [Fact]
    public void Run_LongTitleInASubject_IsCounted()
    {
        var world = new MessagesWorld(title: new string('t', 120));

        MessageFinding finding = Assert.Single(world.Findings(
            OutreachChannel.Email, "fr", SampleTemplate.Texts[OutreachChannel.Email]["fr"].Body, "{{ campaign_title }}"));

        Assert.Equal(("length.subject", "subject"), (finding.Code, finding.Part));
    }

    [Theory]
    [InlineData(OutreachChannel.Sms)]
    [InlineData(OutreachChannel.Letter)]
    public void Run_SubjectWhereThereIsNone_IsFound(OutreachChannel channel) =>
        Assert.Equal("length.subject-unused", Assert.Single(World.Findings(channel, "fr", SampleTemplate.Texts[channel]["fr"].Body, "Objet")).Code);

    [Theory]
    [InlineData('a')]
    [InlineData('ê')]
    public void Run_TextMessage_HasAsManySegmentsAsAllowedAndNoMore(char letter)
    {
        string start = "Assurance Maladie : information sans obligation, vous pouvez vous opposer : {{ link }} " + letter;
        int link = World.Samples.Link(World.Campaign.Id).AbsoluteUri.Length - "{{ link }}".Length;
        int room = (letter == 'a' ? 4 * 153 : 4 * 67) - link;
        if (letter == 'ê')
        {
            // Beside a link this alphabet has no room for what has to be said.
            Assert.True(start.Length > room || room - start.Length < 20);
        }
        else
        {
            Assert.Empty(World.Findings(OutreachChannel.Sms, "fr", start.PadRight(room, 'a')));
        }

        MessageFinding finding = Assert.Single(World.Findings(OutreachChannel.Sms, "fr", start.PadRight(room + 1, 'a')));
        Assert.Equal(("length.sms", letter == 'a' ? 1 : start.Length), (finding.Code, finding.Column));
    }

    [Fact]
    public void Run_LongMailAndLetter_AreFound()
    {
        string mail = SampleTemplate.Texts[OutreachChannel.Email]["fr"].Body;
        string letter = SampleTemplate.Texts[OutreachChannel.Letter]["fr"].Body;

        Assert.Equal("length.email", Assert.Single(World.Findings(OutreachChannel.Email, "fr", mail + new string('a', 1_900))).Code);
        Assert.Equal("length.letter", Assert.Single(World.Findings(OutreachChannel.Letter, "fr", letter + string.Concat(Enumerable.Repeat("\nmot", 30)))).Code);
    }

    [Fact]
    public void Run_VeryManyPlaces_AreFound() => Assert.Equal(
        "text.places-too-many",
        Assert.Single(
            World.Findings(OutreachChannel.Letter, "fr", SampleTemplate.Texts[OutreachChannel.Letter]["fr"].Body + string.Concat(Enumerable.Repeat(" {{ given_name }}", 10))),
            finding => !finding.Code.StartsWith("length.", StringComparison.Ordinal)).Code);
}
