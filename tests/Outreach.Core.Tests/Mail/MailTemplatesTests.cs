using System.Text.RegularExpressions;
using Outreach.Core.Mail;
using Outreach.Testing.Mail;
using Xunit;

namespace Outreach.Core.Tests.Mail;

/// <summary>A mail leaves a copy in a mailbox: what it may say is held here.</summary>
public sealed partial class MailTemplatesTests
{
    public static TheoryData<MailKind, MailLanguage> Kinds => MailSenderContract.Kinds();

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("threat", "19")]
    public void Templates_Each_LeavesNothingOpenButAddressAndDay(MailKind kind, MailLanguage language)
    {
        MailTemplate template = MailTemplates.Of(kind, language);

        Assert.True(template.Version >= 1 && template.Subject.Length > 0);
        Assert.Empty(Place().Matches(template.Subject));
        Assert.Equal(MailTemplates.Places.Order(StringComparer.Ordinal), Place().Matches(template.Body).Select(match => match.Value).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("http", template.Body, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A message has no place for anything else: not for a list, a link, a person, a campaign's title.</summary>
    [Fact]
    [Trait("threat", "19")]
    public void MailMessage_HasNoPlaceForListLinkOrPerson() =>
        Assert.Equal(
            ["Application", "Day", "Id", "Kind", "Language", "Recipient"],
            typeof(MailMessage).GetProperties().Select(property => property.Name).Where(name => name != "EqualityContract").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Render_AnAddressWithMoreToIt_NamesTheApplicationAlone(MailKind kind, MailLanguage language)
    {
        MailMessage message = SampleMail.Message(kind, language) with { Application = new Uri("https://outreach.example/l/0123?q=1#secret") };

        MailText text = MailTemplates.Render(message);

        Assert.Contains("https://outreach.example", text.Body, StringComparison.Ordinal);
        Assert.Contains(language == MailLanguage.French ? "24 décembre 2026" : "24 December 2026", text.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("/l/", text.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("{", text.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(SampleMail.Address, text.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Templates_InBothLanguages_SayDifferentWords()
    {
        string[] all = [.. Kinds.Select(row => MailTemplates.Of((MailKind)((object?[])row)[0]!, (MailLanguage)((object?[])row)[1]!).Body)];

        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
    }

    [GeneratedRegex(@"\{[^}]*\}|\$\{|\{\{|<[^>]*>|%[A-Za-z]+%", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
