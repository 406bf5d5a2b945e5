using Outreach.Core.Audit;
using Outreach.Core.Deletion;

namespace Outreach.Core.Contacts;

/// <summary>Proof that an objection was recorded or withdrawn (C11). It says nothing of whom the register knows.</summary>
/// <param name="Receipt">Names the objection in the audit trail, where the person has no name.</param>
/// <param name="State">`Objected` or `Withdrawn`.</param>
/// <param name="AuditSequence">Position in the objection's audit chain.</param>
/// <param name="AuditHash">Hash of that event.</param>
public sealed record ObjectionReceipt(string Receipt, string Campaign, string State, DateTimeOffset At, long AuditSequence, string AuditHash)
{
    public const string Objected = "Objected";
    public const string Withdrawn = "Withdrawn";

    /// <summary>For people: see <see cref="ReceiptNumber"/>.</summary>
    public string Number => ReceiptNumber.Of(Receipt);

    internal static ObjectionReceipt Of(ContactBook book, Objection objection, string state, DateTimeOffset at, AuditEntry trail) =>
        new(objection.Receipt, book.Campaign.Value, state, at, trail.Sequence, trail.Hash);
}

/// <summary>What withdrawing came to.</summary>
/// <param name="Receipt">Null when no objection was in force, perhaps because it had been withdrawn already.</param>
public sealed record ObjectionWithdrawal(string Campaign, ObjectionReceipt? Receipt);
