using Outreach.Core.Access;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>What a doctor attests: that no own copy is left. What became of exports and prints, `deleted` or `none`, may be said for each.</summary>
public sealed record AttestationBody(bool? CopiesDeleted, string? Exports = null, string? Prints = null);

/// <summary>A doctor attests that the own copies of a destroyed list are deleted too (C5). Again is the same receipt.</summary>
public sealed class AttestDeletionHandler(ListAccess access, AttestationJournal journal)
{
    public async Task<Result<DeletionReceipt>> RunAsync(
        string listText, Caller caller, AttestationBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        Result<ListRecord> owned = await access.FindOwnedAsync(listText, caller, cancellationToken);
        return owned switch
        {
            { Succeeded: false } => owned.Failure!,
            _ when body.CopiesDeleted is not true => Failures.NotAttested,
            _ when !Copies.IsKnown(body.Exports) => Failures.CopiesUnknown("exports"),
            _ when !Copies.IsKnown(body.Prints) => Failures.CopiesUnknown("prints"),
            _ => await journal.RecordAsync(owned.Value!.Id, caller, body, cancellationToken),
        };
    }
}
