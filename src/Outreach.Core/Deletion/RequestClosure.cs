using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Closes the request of a destroyed list: nothing of its key and comment stays, and the doctor may ask again.</summary>
public sealed class RequestClosure(IListRequestStore requests, AttestationDuties attestations)
{
    /// <remarks>Safe to run twice: a request whose list failed the doctor is given back once, together with its place as the active one.</remarks>
    public async Task RunAsync(ListRequest request, EndReason reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { DeliveryKey: "", SealedComment: "" })
        {
            // Closed before: the request is written last, when the doctor's row is free.
            return;
        }

        while (await requests.FindDoctorAsync(request.Campaign, request.Practitioner, cancellationToken) is { } stored
            && stored.Value.Active?.Id == request.Id)
        {
            DoctorRequests free = stored.Value with
            {
                Active = null,
                KeyThumbprint = "",
                Count = stored.Value.Count - (reason is EndReason.PreparationFailed or EndReason.CiphertextLost ? 1 : 0),
            };
            if (await requests.TryPutDoctorAsync(free, stored.ETag, cancellationToken))
            {
                break;
            }
        }

        await attestations.WakeAsync(request.Campaign, request.List, cancellationToken);
        await requests.PutAsync(request with { DeliveryKey = "", SealedComment = "" }, cancellationToken);
    }
}
