using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Lists;

/// <summary>Keeps list requests, and one row per doctor and campaign that makes them idempotent and bounded.</summary>
public interface IListRequestStore
{
    Task<ListRequest?> FindAsync(ListRequestId id, CancellationToken cancellationToken);

    /// <summary>Adds or overwrites; safe to run twice.</summary>
    Task PutAsync(ListRequest request, CancellationToken cancellationToken);

    /// <summary>Removes a request that has served its time; no effect where there is none.</summary>
    Task RemoveAsync(ListRequestId id, CancellationToken cancellationToken);

    /// <summary>Removes rows of doctors who have no active request, at most so many. For a campaign in which nothing can be asked for any more.</summary>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveDoctorsAsync(CampaignId campaign, int most, CancellationToken cancellationToken);

    Task<Versioned<DoctorRequests>?> FindDoctorAsync(CampaignId campaign, PractitionerRef practitioner, CancellationToken cancellationToken);

    /// <summary>Inserts when <paramref name="etag"/> is null, else replaces that version. False when somebody else was first.</summary>
    Task<bool> TryPutDoctorAsync(DoctorRequests doctor, string? etag, CancellationToken cancellationToken);

    /// <summary>Every request of a campaign, page by page, in no particular order.</summary>
    IAsyncEnumerable<ListRequest> ReadAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>A page of the campaign's active requests. The continuation is opaque and holds no personal data; null at the end.</summary>
    Task<(IReadOnlyList<ListRequest> Requests, string? Continuation)> PageActiveAsync(
        CampaignId campaign, string? continuation, CancellationToken cancellationToken);
}
