using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>A promise, made before a list exists, that it will be destroyed at an instant.</summary>
/// <param name="Campaign">With the practitioner: the doctor's row, which may hold a request that a kill kept from its own row. Null in rows from before this was kept.</param>
public sealed record PromisedDeletion(
    DateTimeOffset DueAt, ListId List, ListRequestId Request, CampaignId? Campaign = null, PractitionerRef? Practitioner = null);

/// <summary>Keeps promises of deletion by the day they fall due, so that a timer finds them whatever happened to an orchestration.</summary>
public interface IDeletionLedger
{
    /// <summary>Adds or overwrites; safe to run twice.</summary>
    Task PromiseAsync(PromisedDeletion promise, CancellationToken cancellationToken);

    /// <summary>Promises due at or before an instant, oldest first.</summary>
    IAsyncEnumerable<PromisedDeletion> DueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes a promise that was kept: list destroyed, and its history purged.</summary>
    Task RemoveAsync(PromisedDeletion promise, CancellationToken cancellationToken);
}
