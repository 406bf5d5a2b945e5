using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Records an attestation: audit first, then the list's record, then the end of reminders.</summary>
/// <remarks>Safe to run twice: the first attestation stays, and what was interrupted after it is finished.</remarks>
public sealed class AttestationJournal(IListStore lists, IAuditTrail audit, AttestationDuties duties, Pseudonyms pseudonyms, TimeProvider time)
{
    public async Task<Result<DeletionReceipt>> RecordAsync(ListId list, Caller caller, AttestationBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        while (await lists.FindAsync(list, cancellationToken) is { } stored && DeletionReceipt.Of(stored.Value) is { } receipt)
        {
            if (receipt.AttestedAt is { } at)
            {
                await duties.AttestedAsync(stored.Value.Campaign, list, at, cancellationToken);
                return receipt;
            }

            AuditReceipt trail = await audit.AppendAsync(AuditStream.ForList(list), Attested(stored.Value, caller, body), cancellationToken);
            ListRecord attested = stored.Value with
            {
                AttestedAt = time.GetUtcNow(),
                Attestation = new Attestation(body.Exports, body.Prints, trail.Sequence, trail.Hash),
            };
            if (await lists.TryPutAsync(attested, stored.ETag, cancellationToken) is not null)
            {
                await duties.AttestedAsync(attested.Campaign, list, attested.AttestedAt.Value, cancellationToken);
                return DeletionReceipt.Of(attested)!;
            }
        }

        return Failures.StillThere;
    }

    private AuditEvent Attested(ListRecord record, Caller caller, AttestationBody body)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["request"] = record.Request.Value };
        foreach ((string kind, string? copies) in new[] { ("exports", body.Exports), ("prints", body.Prints) })
        {
            if (copies is not null)
            {
                data[kind] = Copies.Word(copies);
            }
        }

        return new AuditEvent("deletion.attested", pseudonyms.Actor(caller), data);
    }
}
