using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Core.Mail;

namespace Outreach.Core.Deletion.Notices;

/// <summary>The address that notices about one list go to, as ciphertext.</summary>
/// <param name="Wrapped">Address and list id under the campaign's key for notices.</param>
/// <param name="ExpiresAt">It is gone by then, whatever became of the list.</param>
public sealed record MailEntry(CampaignId Campaign, ListId List, byte[] Wrapped, MailLanguage Language, DateTimeOffset ExpiresAt)
{
    public override string ToString() => "mail entry";
}

/// <summary>Keeps mail entries, one per list, until nothing is due any more.</summary>
public interface IMailEntryStore
{
    /// <summary>Adds or overwrites; safe to run twice.</summary>
    Task PutAsync(MailEntry entry, CancellationToken cancellationToken);

    Task<MailEntry?> FindAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken);

    /// <summary>Removes the entry if it is there.</summary>
    Task RemoveAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken);

    /// <summary>Entries of a campaign that expired by an instant, streamed.</summary>
    IAsyncEnumerable<MailEntry> ExpiredAsync(CampaignId campaign, DateTimeOffset now, CancellationToken cancellationToken);
}
