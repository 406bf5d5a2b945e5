using Outreach.Core.Lists;

namespace Outreach.Core.Contacts;

/// <summary>What becomes of a list's claims when it is over: one that was never opened releases them, one that was opened keeps them, as its doctor may have informed anybody.</summary>
/// <remarks>
/// Safe to run twice and after a kill at any step. Whether a list was opened cannot change any more once its destruction has begun. Where the campaign is not
/// open any more its secret is gone, and nobody can claim anybody: then only what is kept about the list is forgotten.
/// </remarks>
public sealed class ListClaims(ContactBooks books, IContactLedger contacts)
{
    /// <summary>Releases the people of a list that was never opened; a build of it that is still under way is granted nobody.</summary>
    /// <exception cref="TransientDependencyException">The ledger does not answer, or the secret of a campaign that is open.</exception>
    public async Task ReleaseAsync(ListRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.OpenedAt is null && await books.RequireAsync(record.Campaign, cancellationToken) is { } book)
        {
            await contacts.EndAsync(book, ActOf(record), cancellationToken);
        }
    }

    /// <summary>Removes what the ledger keeps about a list of which no build can run any more. Before that it would forget that the list has ended.</summary>
    /// <exception cref="TransientDependencyException">As above; nothing is forgotten then.</exception>
    public async Task ForgetAsync(ListRecord record, CancellationToken cancellationToken)
    {
        await ReleaseAsync(record, cancellationToken);
        await contacts.ForgetAsync(record.Campaign, ActOf(record), cancellationToken);
    }

    /// <summary>Undoes what a build claimed that found its list over.</summary>
    public Task ReleaseLateAsync(ListRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.HistoryPurgedAt is null ? ReleaseAsync(record, cancellationToken) : ForgetAsync(record, cancellationToken);
    }

    private static ContactAct ActOf(ListRecord record) => ContactAct.For(record.Practitioner, record.Id);
}
