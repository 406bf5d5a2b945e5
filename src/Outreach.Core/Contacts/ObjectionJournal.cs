using Outreach.Core.Audit;
using Outreach.Core.Register;

namespace Outreach.Core.Contacts;

/// <summary>Records objections and their withdrawals, in the ledger and in the audit trail.</summary>
/// <remarks>
/// Whatever interrupts it leaves the person unsolicited: an objection goes to the ledger first and holds even when the trail fails; a withdrawal goes to the trail
/// first and does not hold when that fails. A receipt is given with both only. Safe to run twice: the first event of a kind in the objection's stream is the receipt's.
/// </remarks>
public sealed class ObjectionJournal(IContactLedger contacts, IAuditTrail audit, TimeProvider time)
{
    /// <summary>The person is the one who acts, and has no name in the trail.</summary>
    public const string Person = "person";

    /// <summary>Somebody else finishes what an interruption left: which agent had recorded it is not known any more.</summary>
    private const string Unknown = "system";

    public const string Objected = "contacts.objected";
    public const string Withdrawn = "contacts.objection-withdrawn";

    /// <param name="actor">An agent's pseudonym, or <see cref="Person"/>.</param>
    public async Task<ObjectionReceipt> RecordAsync(
        ContactBook book, PatientRef person, ObjectionOrigin origin, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        var wanted = new Objection(RandomId.Create(), time.GetUtcNow(), origin);
        ContactStep step = await contacts.ApplyAsync(book, person, new ContactEvent.Objected(wanted), cancellationToken);
        Objection objection = step.Contact.Objection ?? throw new InvalidOperationException("The ledger did not keep an objection.");
        AuditEntry trail = await TraceAsync(book, objection, Objected, objection.Origin == origin ? actor : Unknown, cancellationToken);
        return ObjectionReceipt.Of(book, objection, ObjectionReceipt.Objected, objection.At, trail);
    }

    public async Task<ObjectionWithdrawal> WithdrawAsync(ContactBook book, PatientRef person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        if ((await contacts.FindAsync(book, person, cancellationToken)).Objection is not { } objection)
        {
            return new ObjectionWithdrawal(book.Campaign.Value, Receipt: null);
        }

        // An objection whose recording was interrupted is traced now: its stream tells both, in their order.
        await TraceAsync(book, objection, Objected, objection.Origin == ObjectionOrigin.Person ? Person : Unknown, cancellationToken);
        AuditEntry trail = await TraceAsync(book, objection, Withdrawn, Person, cancellationToken);

        // This objection and no later one: between the two steps the person may have withdrawn it elsewhere, and objected again.
        await contacts.ApplyAsync(book, person, new ContactEvent.ObjectionWithdrawn { Receipt = objection.Receipt }, cancellationToken);
        return new ObjectionWithdrawal(
            book.Campaign.Value, ObjectionReceipt.Of(book, objection, ObjectionReceipt.Withdrawn, trail.At, trail));
    }

    /// <summary>Two calls at once may both append: the first event of the two is the one that both answer.</summary>
    private async Task<AuditEntry> TraceAsync(ContactBook book, Objection objection, string type, string actor, CancellationToken cancellationToken)
    {
        var stream = AuditStream.ForObjection(book.Campaign, objection.Receipt);
        if (await FindAsync(stream, type, cancellationToken) is { } known)
        {
            return known;
        }

        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["campaign"] = book.Campaign.Value,
            ["origin"] = objection.Origin.ToString(),
        };
        await audit.AppendAsync(stream, new AuditEvent(type, actor, data), cancellationToken);
        return await FindAsync(stream, type, cancellationToken) ?? throw new TransientDependencyException("The audit trail does not show what was appended.");
    }

    private async Task<AuditEntry?> FindAsync(AuditStream stream, string type, CancellationToken cancellationToken) =>
        await audit.ReadAsync(stream, cancellationToken).FirstOrDefaultAsync(entry => entry.Type == type, cancellationToken);
}
