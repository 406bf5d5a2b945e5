namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>What a template may leave open, and where: as little of a person as a message of its kind needs.</summary>
/// <remarks>
/// A subject shows on a locked screen, and a text message on whoever's telephone it is: neither has a place for a name. No place tells anything of a person's health,
/// doctor or age, so that no message can.
/// </remarks>
public static class MessagePlaces
{
    public const string CampaignTitle = "campaign_title";
    public const string FamilyName = "family_name";
    public const string GivenName = "given_name";

    /// <summary>The person's own link, by which to object and to read what was done; exactly once in every body.</summary>
    public const string Link = "link";

    /// <summary>The insurer's page about data protection (setting `Messages__PrivacyPage`); exactly once in mails and letters.</summary>
    public const string PrivacyPage = "privacy_page";

    public static IReadOnlyList<string> All { get; } = [CampaignTitle, FamilyName, GivenName, Link, PrivacyPage];

    /// <summary>The places of a subject.</summary>
    public static IReadOnlyList<string> OfSubject { get; } = [CampaignTitle];

    /// <summary>The places of a body.</summary>
    public static IReadOnlyList<string> Of(OutreachChannel channel) => channel switch
    {
        OutreachChannel.Email or OutreachChannel.Letter => All,
        OutreachChannel.Sms => [Link],
    };

    /// <summary>The places that a body has exactly once.</summary>
    public static IReadOnlyList<string> Required(OutreachChannel channel) => channel switch
    {
        OutreachChannel.Email or OutreachChannel.Letter => [Link, PrivacyPage],
        OutreachChannel.Sms => [Link],
    };
}
