using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.Lists;

/// <summary>Rows of an issued list that must not be shown as rows to contact.</summary>
/// <param name="Hidden">No reason exists beside them (C11).</param>
/// <param name="Closed">Those that the doctor closed, and when.</param>
public sealed record Withdrawals(IReadOnlyList<RowRef> Hidden, IReadOnlyList<ClosedRow> Closed);

/// <summary>A row that its doctor closed.</summary>
public readonly record struct ClosedRow(RowRef Row, DateTimeOffset ClosedAt);

/// <summary>The same as a doctor is told it.</summary>
/// <param name="Withdrawn">References of rows to hide; no reason is given.</param>
/// <param name="Closed">Rows that the doctor closed.</param>
public sealed record WithdrawnRows(IReadOnlyList<string> Withdrawn, IReadOnlyList<RowClosure> Closed);

/// <param name="Ref">Of the row.</param>
/// <param name="UndoUntil">Until when the doctor may undo it; null when that is over.</param>
public sealed record RowClosure(string Ref, DateTimeOffset? UndoUntil)
{
    /// <summary>Until when a closure may be undone; null when that is over.</summary>
    public static DateTimeOffset? UndoEnd(DateTimeOffset closedAt, DateTimeOffset now) =>
        now < closedAt + ContactTransitions.UndoPeriod ? closedAt + ContactTransitions.UndoPeriod : null;
}

/// <summary>Which rows of an issued list must not be shown now (C2, C11), and which its doctor closed (C12). The server reads references, never the list.</summary>
public sealed class WithdrawalPolicy(IListStore lists, ListComposer composer, ContactBooks books, TimeProvider time)
{
    /// <summary>For a campaign that was just found open; null when the list's references are gone with it.</summary>
    public async Task<WithdrawnRows?> FindAsync(ListRecord record, Campaign campaign, CampaignSecret secret, CancellationToken cancellationToken) =>
        await FindAsync(record, await books.OfAsync(campaign, secret, cancellationToken), cancellationToken);

    /// <summary>Null when the campaign is not open, its key not usable, or the list destroyed.</summary>
    public async Task<WithdrawnRows?> FindAsync(ListRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return await books.FindAsync(record.Campaign, cancellationToken) is { } book ? await FindAsync(record, book, cancellationToken) : null;
    }

    private async Task<WithdrawnRows?> FindAsync(ListRecord record, ContactBook book, CancellationToken cancellationToken)
    {
        IReadOnlyList<RowRef> issued = await lists.ReadRowRefsAsync(record.Id, cancellationToken);
        if (issued.Count < record.Rows)
        {
            // Destroyed since the record was read. To say that no row is withdrawn would be to say that each may be shown.
            return null;
        }

        Withdrawals found = await composer.WithdrawnAsync(record, book, issued, cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        return new WithdrawnRows(
            [.. found.Hidden.Select(row => row.ToString())], [.. found.Closed.Select(closed => new RowClosure(closed.Row.ToString(), RowClosure.UndoEnd(closed.ClosedAt, now)))]);
    }
}
