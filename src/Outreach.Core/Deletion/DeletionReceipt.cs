using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Proof of erasure (C5, C14): when, why, and where it stands in the audit trail.</summary>
/// <param name="Reason">`Deleted`, `Expired`, `CampaignClosed` or `PreparationFailed`.</param>
/// <param name="AttestedAt">When the doctor attested that the own copies are deleted; null until then.</param>
/// <param name="AuditSequence">Position in the list's audit chain.</param>
/// <param name="AuditHash">Hash of that event: whoever holds the receipt can prove the trail was not rewritten.</param>
public sealed record DeletionReceipt(
    string ListId, string Campaign, string Reason, DateTimeOffset DestroyedAt, DateTimeOffset? AttestedAt, long AuditSequence, string AuditHash)
{
    /// <summary>For people: see <see cref="ReceiptNumber"/>.</summary>
    public string Number => ReceiptNumber.Of(ListId);

    /// <summary>What the doctor attested; null until then.</summary>
    public Attestation? Attestation { get; init; }

    /// <summary>The receipt of a destroyed list; null before.</summary>
    public static DeletionReceipt? Of(ListRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record is { State: ListState.Destroyed, DestroyedAt: { } at, Receipt: { } receipt, End: { } reason }
            ? new DeletionReceipt(record.Id.Value, record.Campaign.Value, reason.ToString(), at, record.AttestedAt, receipt.Sequence, receipt.Hash)
            {
                Attestation = record.Attestation,
            }
            : null;
    }
}
