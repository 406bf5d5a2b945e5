using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>What a doctor attests.</summary>
public sealed record AttestationBody(bool? CopiesDeleted);

/// <summary>A doctor attests that the own copies of a destroyed list are deleted too (C5). Again is the same receipt.</summary>
public sealed class AttestDeletionHandler(ListAccess access, IListStore lists, IAuditTrail audit, Pseudonyms pseudonyms, TimeProvider time)
{
    public async Task<Result<DeletionReceipt>> RunAsync(
        string listText, Caller caller, AttestationBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        Result<ListRecord> owned = await access.FindOwnedAsync(listText, caller, cancellationToken);
        if (!owned.Succeeded)
        {
            return owned.Failure;
        }

        if (body.CopiesDeleted is not true)
        {
            return Failures.NotAttested;
        }

        return await AttestAsync(owned.Value.Id, pseudonyms.Actor(caller), cancellationToken);
    }

    private async Task<Result<DeletionReceipt>> AttestAsync(ListId list, string actor, CancellationToken cancellationToken)
    {
        while (true)
        {
            Versioned<ListRecord>? stored = await lists.FindAsync(list, cancellationToken);
            if (stored is null || DeletionReceipt.Of(stored.Value) is not { } receipt)
            {
                return Failures.StillThere;
            }

            if (receipt.AttestedAt is not null)
            {
                return receipt;
            }

            ListRecord attested = stored.Value with { AttestedAt = time.GetUtcNow() };
            var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["request"] = attested.Request.Value };
            await audit.AppendAsync(AuditStream.ForList(list), new AuditEvent("deletion.attested", actor, data), cancellationToken);
            if (await lists.TryPutAsync(attested, stored.ETag, cancellationToken) is not null)
            {
                return DeletionReceipt.Of(attested)!;
            }
        }
    }
}
