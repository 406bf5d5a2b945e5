using Outreach.Core.Audit;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>What the deletion timer writes into a list's record besides the steps of destruction.</summary>
public sealed class ListMarks(IListStore lists, IAuditTrail audit, ListClaims claims, TimeProvider time)
{
    /// <summary>Marks the history of a destroyed list gone, once; null where the list never got a record.</summary>
    public async Task<ListRecord?> HistoryGoneAsync(ListId list, CancellationToken cancellationToken)
    {
        while (await lists.FindAsync(list, cancellationToken) is { } stored)
        {
            if (stored.Value.HistoryPurgedAt is not null)
            {
                return stored.Value;
            }

            // Nothing can run for this list any more: what a build that raced its destruction claimed is released now, and the ledger forgets the list.
            await claims.ForgetAsync(stored.Value, cancellationToken);
            ListRecord marked = ListTransitions.HistoryGone(stored.Value, time.GetUtcNow());
            var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["request"] = stored.Value.Request.Value };
            await audit.AppendAsync(AuditStream.ForList(list), new AuditEvent("deletion.history-purged", "system", data), cancellationToken);
            if (await lists.TryPutAsync(marked, stored.ETag, cancellationToken) is not null)
            {
                return marked;
            }
        }

        return null;
    }

    /// <summary>Makes an obstacle visible, once the list's destruction is older than the patience; null before, and where there is no record.</summary>
    public async Task<BlockedList?> BlockAsync(ListId list, Obstacle obstacle, TimeSpan patience, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (await lists.FindAsync(list, cancellationToken) is not { } stored || now - (stored.Value.DestroyedAt ?? DateTimeOffset.MinValue) < patience)
        {
            return null;
        }

        ListRecord blocked = ListTransitions.Blocked(stored.Value, obstacle, now);
        if (blocked != stored.Value)
        {
            await lists.TryPutAsync(blocked, stored.ETag, cancellationToken);
        }

        return new BlockedList(list, blocked.Obstacle!);
    }

    /// <summary>Makes visible that a list's destruction failed in a way that nobody foresaw; null where not even that can be written.</summary>
    public async Task<BlockedList?> TryBlockUnforeseenAsync(ListId list, CancellationToken cancellationToken)
    {
        try
        {
            return await BlockAsync(list, Obstacle.Unforeseen, TimeSpan.Zero, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The record itself may be what is wrong; the failure that led here is reported already, or at the next run of the timer.
            return null;
        }
    }
}
