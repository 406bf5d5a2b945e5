using Outreach.Core.Access;
using Outreach.Core.Lists;

namespace Outreach.Core.Contacts;

/// <summary>How a row stands after a call.</summary>
/// <param name="UndoUntil">Until when closing it may be undone; null when it is not closed, or that is over.</param>
public sealed record RowStatus(string Ref, bool Closed, DateTimeOffset? UndoUntil);

/// <summary>A doctor says of a row: no longer to contact; and may undo it for a day. No reason is taken (C12).</summary>
/// <remarks>Safe to run twice. The audit trail says nothing of it: an event would tell who reads the trail that somebody on the list was dealt with.</remarks>
public sealed class CloseRowHandler(ListAccess access, ContactBooks books, RowFinder rows, IContactLedger contacts, TimeProvider time)
{
    public Task<Result<RowStatus>> CloseAsync(string listText, string rowText, Caller caller, CancellationToken cancellationToken) =>
        RunAsync(listText, rowText, caller, record => new ContactEvent.Closed(record.Practitioner.Value), cancellationToken);

    public Task<Result<RowStatus>> ReopenAsync(string listText, string rowText, Caller caller, CancellationToken cancellationToken) =>
        RunAsync(listText, rowText, caller, record => new ContactEvent.Reopened(record.Practitioner.Value), cancellationToken);

    private async Task<Result<RowStatus>> RunAsync(
        string listText, string rowText, Caller caller, Func<ListRecord, ContactEvent> happens, CancellationToken cancellationToken)
    {
        Result<ListRecord> found = await access.FindAsync(listText, caller, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        ListRecord record = found.Value;
        if (record.OpenedAt is null)
        {
            return ClosureFailures.ListNotOpened;
        }

        if (await books.FindAsync(record.Campaign, cancellationToken) is not { } book)
        {
            return Lists.Failures.Gone(ListEnd.WithItsCampaign);
        }

        if (await rows.FindAsync(record, book, rowText, cancellationToken) is not { } person)
        {
            return ClosureFailures.RowNotFound;
        }

        ContactStep step = await contacts.ApplyAsync(book, person, happens(record), cancellationToken);
        return step.Succeeded ? StatusOf(rowText, step.Contact)
            : step.Contact.Closure?.Practitioner == record.Practitioner.Value ? ClosureFailures.UndoOver
            : ClosureFailures.RowNotFound;
    }

    private RowStatus StatusOf(string rowText, Contact contact) => contact.Closure is { } closure
        ? new RowStatus(rowText, Closed: true, RowClosure.UndoEnd(closure.At, time.GetUtcNow()))
        : new RowStatus(rowText, Closed: false, UndoUntil: null);
}
