using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.Contacts;

/// <summary>What a person sends from the page behind the link: the token, in a body, where no log looks.</summary>
public sealed record LinkBody(string? Token)
{
    public override string ToString() => "link";
}

/// <summary>Somebody who came by a link that holds.</summary>
public sealed record LinkedPerson(ContactBook Book, Campaign Campaign, PatientRef Person)
{
    public override string ToString() => "linked person";
}

/// <summary>Who comes by a link, as long as the campaign is open.</summary>
/// <remarks>
/// Wrong, foreign, damaged and downgraded are one answer after one read, that of the campaign. That a campaign is over is told to whoever names it: campaigns are no
/// secret, and its key is gone, so that nobody's link can be told from a forgery any more.
/// </remarks>
public sealed class ContactLinkReader(ICampaignStore campaigns, CampaignSecrets secrets, ContactBooks books, TimeProvider time)
{
    /// <summary>Looked up in place of what is no token: the answer takes as long.</summary>
    private static readonly CampaignId None = CampaignId.Parse("none");

    public async Task<Result<LinkedPerson>> ReadAsync(LinkBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        CampaignId? named = ContactLink.CampaignOf(body.Token);
        Campaign? campaign = (await campaigns.FindAsync(named ?? None, cancellationToken))?.Value;
        if (named is null || campaign is null || time.GetUtcNow() < campaign.OpensAt)
        {
            return ObjectionFailures.LinkInvalid;
        }

        if (await secrets.FindAsync(campaign, cancellationToken) is not { } secret)
        {
            // Whoever was told that it is over would not come again, and be contacted once the key is usable.
            return campaign.IsOpenAt(time.GetUtcNow())
                ? throw new TransientDependencyException("The secret of an open campaign does not answer.")
                : ObjectionFailures.CampaignOver;
        }

        return ContactLink.Read(body.Token, campaign.Id, secret) is { } person
            ? new LinkedPerson(await books.OfAsync(campaign, secret, cancellationToken), campaign, person)
            : ObjectionFailures.LinkInvalid;
    }
}
