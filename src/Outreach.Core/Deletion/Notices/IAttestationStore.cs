using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion.Notices;

/// <summary>Keeps one row per list whose copies are to be attested deleted; by campaign.</summary>
public interface IAttestationStore
{
    /// <summary>False when the list has one already; nothing is changed then.</summary>
    Task<bool> AddAsync(AttestationDuty duty, CancellationToken cancellationToken);

    Task<Versioned<AttestationDuty>?> FindAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken);

    /// <summary>Replaces that version. The new version, or null when somebody else was first; nothing is changed then.</summary>
    Task<string?> TryPutAsync(AttestationDuty duty, string etag, CancellationToken cancellationToken);

    /// <summary>Those of a campaign to look at by an instant, streamed.</summary>
    IAsyncEnumerable<Versioned<AttestationDuty>> DueAsync(CampaignId campaign, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether anything of a campaign is due, now or at any time.</summary>
    Task<bool> IsAnyPendingAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>A page of those the insurer was told about and nobody attested since. The continuation is opaque; null at the end.</summary>
    Task<(IReadOnlyList<AttestationDuty> Duties, string? Continuation)> PageUnattestedAsync(
        CampaignId campaign, string? continuation, CancellationToken cancellationToken);

    /// <summary>Counts a campaign's rows in bounded memory.</summary>
    Task<AttestationCounts> CountAsync(CampaignId campaign, CancellationToken cancellationToken);
}
