using System.Globalization;
using Outreach.Core.Audit;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Destroys one list: server share first, so that link and ciphertext are worthless from then on, then the ciphertext, then the trail.</summary>
/// <remarks>Safe to run twice and after a kill at any step: a promise due now is written before anything is destroyed, so the timer finishes it.</remarks>
public sealed class DestroyListHandler(
    IListStore lists, ISealedBlobStore blobs, IDeletionLedger deletions, IAuditTrail audit, RequestClosure requests, TimeProvider time)
{
    /// <param name="actor">Who destroys, as the audit trail names callers; `system` for timers and orchestrations.</param>
    public async Task<DeletionReceipt> RunAsync(ListRequest request, EndReason reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Versioned<ListRecord> begun = await BeginAsync(request, reason, cancellationToken);
        if (DeletionReceipt.Of(begun.Value) is not { } receipt)
        {
            await lists.DestroySecretsAsync(request.List, cancellationToken);
            if (begun.Value.BlobName.Length > 0)
            {
                await blobs.DestroyAsync(begun.Value.BlobName, cancellationToken);
            }

            receipt = await CompleteAsync(begun, actor, cancellationToken);
        }

        await requests.RunAsync(request, begun.Value.End ?? reason, cancellationToken);
        return receipt;
    }

    /// <summary>From here on nothing opens the list, and the timer will finish what this call does not.</summary>
    private async Task<Versioned<ListRecord>> BeginAsync(ListRequest request, EndReason reason, CancellationToken cancellationToken)
    {
        while (true)
        {
            Versioned<ListRecord>? stored = await lists.FindAsync(request.List, cancellationToken);
            if (stored is { Value.State: ListState.Destroyed })
            {
                return stored;
            }

            // A list that was never built gets a record all the same: a build that is still under way must find it over.
            ListRecord next = ListTransitions.BeginDestruction(stored?.Value ?? Unbuilt(request), reason);
            await deletions.PromiseAsync(new PromisedDeletion(time.GetUtcNow(), request.List, request.Id), cancellationToken);
            if (await lists.TryPutAsync(next, stored?.ETag, cancellationToken) is { } version)
            {
                return new Versioned<ListRecord>(next, version);
            }
        }
    }

    private async Task<DeletionReceipt> CompleteAsync(Versioned<ListRecord> begun, string actor, CancellationToken cancellationToken)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["request"] = begun.Value.Request.Value,
            ["reason"] = begun.Value.End.ToString()!,
            ["rows"] = begun.Value.Rows.ToString(CultureInfo.InvariantCulture),
        };
        AuditReceipt trail = await audit.AppendAsync(
            AuditStream.ForList(begun.Value.Id), new AuditEvent("deletion.list-destroyed", actor, data), cancellationToken);
        ListRecord destroyed = ListTransitions.Complete(begun.Value, time.GetUtcNow(), trail);
        if (await lists.TryPutAsync(destroyed, begun.ETag, cancellationToken) is not null)
        {
            return DeletionReceipt.Of(destroyed)!;
        }

        ListRecord? other = (await lists.FindAsync(begun.Value.Id, cancellationToken))?.Value;
        return other is not null && DeletionReceipt.Of(other) is { } receipt
            ? receipt
            : throw new TransientDependencyException("Another run is destroying this list.");
    }

    private static ListRecord Unbuilt(ListRequest request) => new()
    {
        Id = request.List,
        Request = request.Id,
        Campaign = request.Campaign,
        Practitioner = request.Practitioner,
        NotAfter = request.NotAfter,
        State = ListState.Sealing,
    };
}
