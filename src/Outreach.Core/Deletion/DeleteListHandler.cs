using Outreach.Core.Access;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>A doctor deletes the own list (C5). Again is the same receipt.</summary>
public sealed class DeleteListHandler(ListAccess access, IListRequestStore requests, DestroyListHandler destroy, Pseudonyms pseudonyms)
{
    /// <returns>The receipt, and the request whose orchestration may end.</returns>
    public async Task<Result<DeletedList>> RunAsync(string listText, Caller caller, CancellationToken cancellationToken)
    {
        Result<ListRecord> owned = await access.FindOwnedAsync(listText, caller, cancellationToken);
        if (!owned.Succeeded)
        {
            return owned.Failure;
        }

        if (await requests.FindAsync(owned.Value.Request, cancellationToken) is not { } request)
        {
            // A list that is gone keeps its receipt longer than its request.
            return DeletionReceipt.Of(owned.Value) is { } receipt ? new DeletedList(receipt, owned.Value.Request) : Lists.Failures.NotFound;
        }

        Destruction destruction = await destroy.RunAsync(request, EndReason.Deleted, pseudonyms.Actor(caller), cancellationToken);
        return new DeletedList(destruction.Require(), request.Id);
    }
}

/// <summary>What deleting a list came to.</summary>
public sealed record DeletedList(DeletionReceipt Receipt, ListRequestId Request);
