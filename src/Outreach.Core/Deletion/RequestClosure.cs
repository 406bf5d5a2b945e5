using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Closes the request of a destroyed list: nothing of its key and comment stays, and the doctor may ask again.</summary>
public sealed class RequestClosure(IListRequestStore requests, IDeletionLedger deletions, AttestationDuties attestations)
{
    /// <remarks>Safe to run twice: a request whose preparation failed is given back once, together with its place as the active one.</remarks>
    public async Task RunAsync(ListRequest request, EndReason reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        while (await requests.FindDoctorAsync(request.Campaign, request.Practitioner, cancellationToken) is { } stored
            && stored.Value.Active?.Id == request.Id)
        {
            DoctorRequests free = stored.Value with
            {
                Active = null,
                KeyThumbprint = "",
                Count = stored.Value.Count - (reason == EndReason.PreparationFailed ? 1 : 0),
            };
            if (await requests.TryPutDoctorAsync(free, stored.ETag, cancellationToken))
            {
                break;
            }
        }

        await requests.PutAsync(request with { DeliveryKey = "", SealedComment = "" }, cancellationToken);

        await attestations.WakeAsync(request.Campaign, request.List, cancellationToken);

        // The promise due now stays until the history is purged as well; the one for the last day is kept with it.
        await deletions.RemoveAsync(new PromisedDeletion(request.NotAfter, request.List, request.Id), cancellationToken);
    }
}
