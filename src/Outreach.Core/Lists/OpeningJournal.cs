using Outreach.Core.Access;
using Outreach.Core.Audit;

namespace Outreach.Core.Lists;

/// <summary>Records that a list is opened, before its key is released: its own record, so that its copies are asked about, and the audit trail.</summary>
public sealed class OpeningJournal(IListStore lists, IAuditTrail audit, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>False when the list is over; nothing is recorded then.</summary>
    public async Task<bool> TryRecordAsync(ListRecord record, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!await TryMarkAsync(record.Id, cancellationToken))
        {
            return false;
        }

        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["request"] = record.Request.Value };
        await audit.AppendAsync(
            AuditStream.ForList(record.Id), new AuditEvent("lists.opened", pseudonyms.Actor(caller), data), cancellationToken);
        return true;
    }

    /// <summary>Reads the record again: the list may have ended since the opening began.</summary>
    private async Task<bool> TryMarkAsync(ListId list, CancellationToken cancellationToken)
    {
        while (await lists.FindAsync(list, cancellationToken) is { Value.IsOver: false } stored)
        {
            if (stored.Value.OpenedAt is not null
                || await lists.TryPutAsync(stored.Value with { OpenedAt = time.GetUtcNow() }, stored.ETag, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
