using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach.Messages;

/// <summary>What presses is found, and what informs is not (C6).</summary>
public sealed class WordingCheckTests
{
    private static readonly MessagesWorld World = new();

    public static TheoryData<string, string> Neutral => new()
    {
        { "fr", "La vaccination n'est pas obligatoire." },
        { "fr", "Il n'y a aucune obligation et la décision vous appartient." },
        { "fr", "Vous êtes libre de vous faire vacciner ou non." },
        { "fr", "Si vous ne souhaitez pas recevoir d'autre message, vous pouvez vous opposer." },
        { "fr", "Votre médecin ou votre pharmacien répond à vos questions sur les bénéfices et les risques." },
        { "fr", "La Haute Autorité de santé publie ses avis. La CNIL reçoit les réclamations, le RGPD s'applique." },
        { "fr", "Ce message s'adresse à vous, que vous soyez vacciné ou non." },
        { "fr", "Si vous êtes vacciné, ce message est le même." },
        { "fr", "L'Assurance Maladie ne conserve pas votre réponse. Merci de votre lecture !" },
        { "fr", "Prenez connaissance de vos droits ; votre dossier de remboursement n'est pas consulté." },
        { "fr", "Les centres de vaccination sont ouverts sans rendez-vous." },
        { "en", "Vaccination is not mandatory, and there is no obligation to answer." },
        { "en", "You are free to be vaccinated or not." },
        { "en", "If you do not wish to be contacted, you may object." },
        { "en", "This message is the same whether or not you are vaccinated." },
        { "en", "A pharmacist explains benefits and risks. Thank you for reading!" },
        { "en", "Vaccination centres are open without an appointment." },
        { "en", "COVID vaccination: information by CNAM." },
    };

    public static TheoryData<string, string, string, int> Pressing => new()
    {
        { "fr", "Dernier rappel avant la fin.", "last-call", 1 },
        { "fr", "C'est votre DERNIÈRE chance.", "last-call", 13 },
        { "fr", "C'est votre derniere-chance.", "last-call", 13 },
        { "fr", "La vaccination est obligatoire.", "obligation", 20 },
        { "fr", "Vous êtes dans l’obligation de répondre.", "obligation", 18 },
        { "fr", "Pas de doute : c'est obligatoire.", "obligation", 22 },
        { "fr", "Urgent : répondez.", "urgency", 1 },
        { "fr", "Répondez d'urgence.", "urgency", 12 },
        { "fr", "N’attendez plus.", "urgency", 1 },
        { "fr", "Vous devez répondre.", "must", 1 },
        { "fr", "L'Assurance Maladie vous demande de répondre.", "persuasion", 21 },
        { "fr", "D'après nos données, c'est le cas.", "selection", 1 },
        { "fr", "Notez votre statut vaccinal.", "vaccination-status", 13 },
        { "fr", "Il faut répondre.", "must", 1 },
        { "fr", "Faites-vous vacciner.", "order", 1 },
        { "fr", "Nous vous recommandons la vaccination.", "persuasion", 1 },
        { "fr", "À défaut, vous serez contacté.", "consequences", 1 },
        { "fr", "Vous risquez une forme longue.", "fear", 1 },
        { "fr", "Protégez vos proches.", "guilt", 1 },
        { "fr", "C'est un acte citoyen.", "guilt", 10 },
        { "fr", "La plupart des assurés ont répondu.", "comparison", 1 },
        { "fr", "Prenez rendez-vous.", "appointment", 1 },
        { "fr", "Votre créneau est là.", "appointment", 1 },
        { "fr", "Vous n'êtes pas vaccinée.", "vaccination-status", 8 },
        { "fr", "Vous n'avez pas encore été vaccinés.", "vaccination-status", 13 },
        { "fr", "Selon nos fichiers, c'est le cas.", "selection", 1 },
        { "fr", "Votre pathologie le justifie.", "health", 1 },
        { "fr", "Vous avez été testé positif.", "infection", 21 },
        { "fr", "Ceci est une relance.", "reminder", 14 },
        { "fr", "Un cadeau vous attend.", "incentive", 4 },
        { "fr", "Une amende est prévue.", "sanction", 5 },
        { "fr", "Vous ne pouvez pas vous opposer.", "rights-denied", 6 },
        { "fr", "REPONDEZ.", "capitals", 1 },
        { "fr", "o b l i g a t o i r e", "spaced", 1 },
        { "fr", "Bonjour ! Répondez !", "exclamations", 20 },
        { "en", "This is your last chance.", "last-call", 14 },
        { "en", "Final notice.", "last-call", 1 },
        { "en", "You must answer.", "must", 5 },
        { "en", "If you don't answer, we note it.", "consequences", 1 },
        { "en", "You can’t object.", "rights-denied", 5 },
        { "en", "You should answer.", "must", 5 },
        { "en", "You have to answer.", "must", 1 },
        { "en", "Failure to answer is noted.", "consequences", 1 },
        { "en", "It is mandatory.", "obligation", 7 },
        { "en", "Answer immediately.", "urgency", 8 },
        { "en", "Don’t wait.", "urgency", 1 },
        { "en", "It is not too late.", "deadline", 11 },
        { "en", "Get vaccinated.", "order", 1 },
        { "en", "We urge you.", "persuasion", 1 },
        { "en", "People are dying.", "fear", 12 },
        { "en", "Think of others.", "guilt", 1 },
        { "en", "Book your slot.", "appointment", 1 },
        { "en", "You are unvaccinated.", "vaccination-status", 9 },
        { "en", "You have not yet been vaccinated.", "vaccination-status", 10 },
        { "en", "Our records show it.", "selection", 1 },
        { "en", "Your condition matters.", "health", 1 },
        { "en", "Answer NOW!! or never", "exclamations", 12 },
    };

    [Fact]
    public void Lists_EveryEntry_HasACodeOfItsOwnAndAReasonInBothLanguages()
    {
        Assert.Equal(MessageLists.Pressing.Count, MessageLists.Pressing.Select(entry => entry.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(MessageLists.Pressing, entry =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*\\z", entry.Code);
            Assert.NotEmpty(entry.Words);
            Assert.True(entry.English.EndsWith('.') && entry.French.EndsWith('.') && entry.English != entry.French, entry.Code);
        });
        Assert.All(MessageLists.Duties, duty =>
        {
            Assert.True(duty.Channels.Count > 0 && duty.Fr.Count > 0 && duty.En.Count > 0, duty.Code);
            Assert.True(duty.English.EndsWith('.') && duty.French.EndsWith('.') && duty.English != duty.French, duty.Code);
        });
    }

    /// <summary>No phrase of the list is dead: each is found when its own words are written, whatever the accents, and the case.</summary>
    [Fact]
    public void Run_EveryPhraseOfTheList_IsFound()
    {
        foreach (PressingWords entry in MessageLists.Pressing)
        {
            foreach (string phrase in entry.Words)
            {
                foreach (string choice in Choices(phrase))
                {
                    Assert.Contains($"wording.{entry.Code}", CodesOf($"Bonjour, {choice}."));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Neutral))]
    public void Run_Neutral_FindsNothing(string language, string sentence) => Assert.Empty(Codes(language, sentence));

    [Theory]
    [MemberData(nameof(Pressing))]
    public void Run_Pressing_FindsItWhereItStands(string language, string sentence, string code, int column)
    {
        string body = $"{SampleTemplate.Texts[OutreachChannel.Letter][language].Body}\n\n{sentence}";

        MessageFinding finding = World.Findings(OutreachChannel.Letter, language, body).First(finding => finding.Code == $"wording.{code}");

        Assert.Equal((body.Count(c => c == '\n') + 1, column), (finding.Line, finding.Column));
    }

    /// <summary>A letter that looks like another, or a sign in the middle, hides no word.</summary>
    [Theory]
    [InlineData("C'est oblıgatoire.", "obligation", 7)]
    [InlineData("C'est øbłigatoire.", "obligation", 7)]
    [InlineData("Répondez ſans tarder.", "urgency", 10)]
    [InlineData("C'est oblºgatoıre, ĳ compris. Ðernıer rappel.", "last-call", 31)]
    [InlineData("C'est obli-gatoire.", "obligation", 7)]
    [InlineData("C'est obli·ga'toire.", "obligation", 7)]
    [InlineData("C'est ur\u202fgent.", "urgency", 7)]
    [InlineData("C'est ur\u00a0gent.", "urgency", 7)]
    [InlineData("C'est o.b.l.i.g.a.t.o.i.r.e", "obligation", 7)]
    [InlineData("C'est une m*e*n*a*c*e de s_a_n_c_t_i_o_n.", "sanction", 26)]
    public void Run_WordInDisguise_IsFoundWhereItStands(string sentence, string code, int column)
    {
        string body = $"{SampleTemplate.Texts[OutreachChannel.Letter]["fr"].Body}\n\n{sentence}";

        MessageFinding finding = World.Findings(OutreachChannel.Letter, "fr", body).First(finding => finding.Code == $"wording.{code}");

        Assert.Equal((body.Count(c => c == '\n') + 1, column), (finding.Line, finding.Column));
    }

    [Fact]
    public void Run_OneWordOfTextAndTitle_IsFound()
    {
        var world = new MessagesWorld(title: "gatoire");
        string body = SampleTemplate.Texts[OutreachChannel.Email]["fr"].Body + "\nobli{{ campaign_title }}";

        Assert.Contains(world.Findings(OutreachChannel.Email, "fr", body), finding => finding.Code == "wording.obligation");
    }

    [Fact]
    public void Run_PressureInTheCampaignsTitle_IsFoundWhereItIsShown()
    {
        var world = new MessagesWorld(title: "Dernière chance");

        IReadOnlyList<MessageFinding> findings = world.Check.Run(world.Campaign, SampleTemplate.Create());

        Assert.Equal(["email fr", "email en", "letter fr", "letter en"], findings.Select(finding => $"{finding.Channel} {finding.Language}"));
        Assert.All(findings, finding => Assert.Equal("wording.last-call", finding.Code));
    }

    [Fact]
    public void Run_PressureOfTitleAndTextTogether_IsFound()
    {
        var world = new MessagesWorld(title: "chance");
        string body = SampleTemplate.Texts[OutreachChannel.Email]["fr"].Body + "\nDernière {{ campaign_title }}";

        Assert.Contains(world.Findings(OutreachChannel.Email, "fr", body), finding => finding.Code == "wording.last-call");
    }

    [Fact]
    public void Run_PlaceBetweenTwoWords_MakesNoPhraseOfThem() =>
        Assert.Empty(World.Findings(OutreachChannel.Letter, "fr", SampleTemplate.Texts[OutreachChannel.Letter]["fr"].Body + "\nle dernier {{ given_name }} rappel"));

    [Fact]
    public void Run_PressureInASubject_IsFoundThere()
    {
        MessageFinding finding = Assert.Single(World.Findings(
            OutreachChannel.Email, "fr", SampleTemplate.Texts[OutreachChannel.Email]["fr"].Body, "Message urgent"));

        Assert.Equal(("wording.urgency", "subject", 9), (finding.Code, finding.Part, finding.Column));
    }

    private static IEnumerable<string> Codes(string language, string sentence) =>
        World.Findings(OutreachChannel.Letter, language, $"{SampleTemplate.Texts[OutreachChannel.Letter][language].Body}\n\n{sentence}").Select(finding => finding.Code);

    private static IEnumerable<string> CodesOf(string text)
    {
        List<MessageFinding> findings = [];
        WordingCheck.Run(MessageParser.Parse(text).Text!, "", new MessageInspection(OutreachChannel.Letter, "fr", isSubject: false, text, findings));
        return findings.Select(finding => finding.Code);
    }

    /// <summary>Every choice of every word once, beside the first of the others.</summary>
    private static IEnumerable<string> Choices(string phrase)
    {
        string[][] words = [.. phrase.Split(' ').Select(word => word.Split('|').Select(choice => choice.Replace("*", "x", StringComparison.Ordinal)).ToArray())];
        for (int i = 0; i < words.Length; i++)
        {
            foreach (string choice in words[i])
            {
                yield return string.Join(' ', words.Select((word, at) => at == i ? choice : word[0]));
            }
        }
    }
}
