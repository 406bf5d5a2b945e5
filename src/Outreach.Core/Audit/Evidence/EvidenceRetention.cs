using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>What may be gone because its own time is over: requests, records and, at last, the trail itself (C14).</summary>
public sealed class EvidenceRetention(DeletionPolicy policy, RetentionPeriod period, TimeProvider time)
{
    /// <summary>A list with what of it may be gone, and should be.</summary>
    public ListEvidence Judge(ListEvidence list)
    {
        ArgumentNullException.ThrowIfNull(list);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset? destroyedAt = list.Record?.DestroyedAt ?? list.Trail.DestroyedAt;
        return list with
        {
            IsLate = list.IsPastDueAt(now) && list.NotAfter is { } due && policy.IsLate(due, now),
            RequestMayBeGone = destroyedAt is { } request && policy.RequestEnd(request) <= now,
            RecordMayBeGone = destroyedAt is { } record && policy.RecordEnd(record) <= now,
            TrailIsErased = list.Trail is { Head: null, Fault: null } && list.Record is { State: ListState.Destroyed, AttestedAt: not null } gone && period.IsOver(LastOf(gone), now),
        };
    }

    /// <summary>Whether the events of a closed campaign may be erased by now.</summary>
    public bool MayBeErased(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return campaign.ClosedAt is { } closedAt && period.IsOver(closedAt, time.GetUtcNow());
    }

    /// <summary>The last thing that a record says was written to the trail.</summary>
    private static DateTimeOffset LastOf(ListRecord record) =>
        new[] { record.DestroyedAt, record.HistoryPurgedAt, record.AttestedAt }.Max() ?? DateTimeOffset.MaxValue;
}
