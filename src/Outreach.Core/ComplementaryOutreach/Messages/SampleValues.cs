using System.Security.Cryptography;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>People who do not exist (INS DEMO), and links of the right length that open nothing: what templates are checked with and shown with.</summary>
public sealed class SampleValues(PublicAddress address)
{
    /// <summary>Names as they may come, by what is special about them.</summary>
    private static readonly (string Label, string GivenName, string FamilyName)[] People =
    [
        ("plain", "Camille", "Exemple"),
        ("accents", "Zoë-Éléonore", "Çédille-Ñandú"),
        ("apostrophes", "D'Artagnan", "L’Exemple d'Ô"),
        ("short", "A", "Y"),
        ("long", Longest, Longest),
        ("not a name", "{{ link }}{% if %}", "<b>Exemple</b>\r\nhttps://example.invalid"),
    ];

    private static readonly string Number = NumberOf("2800199000001");

    private static string Longest => string.Concat(Enumerable.Repeat("Exemple-Fictif ", 7))[..MessageLimits.Name];

    /// <summary>One set of values for each kind of name.</summary>
    public IReadOnlyList<(string Label, MessageValues Values)> All(Campaign campaign) =>
        [.. People.Select(person => (person.Label, Of(campaign, person.GivenName, person.FamilyName)))];

    /// <summary>Values than which no person has longer ones.</summary>
    public MessageValues LongestOf(Campaign campaign) => Of(campaign, new string('W', MessageLimits.Name), new string('W', MessageLimits.Name));

    /// <summary>A link as a person's is, of a secret that no campaign has.</summary>
    public Uri Link(CampaignId campaign)
    {
        var nowhere = new ContactBook(campaign, new CampaignSecret(RandomNumberGenerator.GetBytes(32)), Cap: 1, Generation: 1);
        return address.ContactLink(ContactLink.Create(nowhere, new PatientRef(new string('0', 32))));
    }

    private static string NumberOf(string body) => body + NirNumber.KeyOf(body);

    private MessageValues Of(Campaign campaign, string givenName, string familyName)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        var person = new InsuredPerson
        {
            Id = new PatientId(InsSystem.Demo, Number),
            GivenName = givenName,
            FamilyName = familyName,
            BirthDate = new DateOnly(1980, 1, 1),
            Department = "75",
        };
        return new MessageValues(person, campaign.Title, Link(campaign.Id));
    }
}
