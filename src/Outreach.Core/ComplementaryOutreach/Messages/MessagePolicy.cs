namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>What a deployment says about messages; settings `Messages__*`.</summary>
public sealed record MessagePolicy
{
    private const int LongestPage = 200;

    /// <summary>
    /// The insurer's page about data protection, with the contact of its data-protection officer: an https address of 200 characters at most. None by default: no
    /// template of mails or letters is approved then.
    /// </summary>
    public string PrivacyPage { get; set; } = "";

    public bool IsValid => PrivacyPage.Length == 0
        || (PrivacyPage.Length <= LongestPage && Uri.TryCreate(PrivacyPage, UriKind.Absolute, out Uri? page)
            && page.Scheme == Uri.UriSchemeHttps && page.UserInfo.Length == 0 && page.AbsoluteUri == PrivacyPage);
}
