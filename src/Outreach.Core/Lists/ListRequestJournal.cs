using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;

namespace Outreach.Core.Lists;

/// <summary>Records a request: a promise of deletion first, then the doctor's row, which decides by its version, then the audit event, then the request itself.</summary>
public sealed class ListRequestJournal(
    IListRequestStore requests, IDeletionLedger deletions, IAuditTrail audit, AttestationDuties attestations, Pseudonyms pseudonyms)
{
    /// <param name="notify">Whom to write to about the list; it goes to its own place and into no request.</param>
    public async Task<Result<ListRequest>> RecordAsync(
        Campaign campaign, Caller caller, DeliveryKey key, string necessity, string sealedComment, Notify? notify, DateTimeOffset now, CancellationToken cancellationToken)
    {
        PractitionerRef practitioner = pseudonyms.For(campaign.Id, caller.Practitioner!.Value);
        while (true)
        {
            Versioned<DoctorRequests>? stored = await requests.FindDoctorAsync(campaign.Id, practitioner, cancellationToken);
            DoctorRequests doctor = stored?.Value ?? new DoctorRequests(campaign.Id, practitioner, Active: null, KeyThumbprint: "", Count: 0);
            if (doctor.Active is { } active && !AccessPeriod.IsOver(active.NotAfter, now))
            {
                return doctor.KeyThumbprint == key.Thumbprint
                    ? await FinishAsync(campaign, active, caller, notify, cancellationToken)
                    : Failures.AlreadyRequested(active.Id);
            }

            if (doctor.Count >= campaign.Policy.RequestsPerDoctor)
            {
                return Failures.RequestsUsedUp;
            }

            var request = new ListRequest
            {
                Id = ListRequestId.Create(),
                Campaign = campaign.Id,
                Practitioner = practitioner,
                List = ListId.Create(),
                NecessityCode = necessity,
                SealedComment = sealedComment,
                DeliveryKey = key.Json,
                RequestedAt = now,
                NotAfter = AccessPeriod.End(campaign, now),
            };
            // Before anything of the request is kept, so that whatever is interrupted has its end. A promise of a request that came second is kept by doing nothing.
            await deletions.PromiseAsync(new PromisedDeletion(request.NotAfter, request.List, request.Id, request.Campaign, practitioner), cancellationToken);
            DoctorRequests next = doctor with { Active = request, KeyThumbprint = key.Thumbprint, Count = doctor.Count + 1 };
            if (await requests.TryPutDoctorAsync(next, stored?.ETag, cancellationToken))
            {
                return await FinishAsync(campaign, request, caller, notify, cancellationToken);
            }
        }
    }

    /// <summary>Also finishes what an interrupted call began: the doctor's row alone decides which request is the active one.</summary>
    private async Task<ListRequest> FinishAsync(Campaign campaign, ListRequest request, Caller caller, Notify? notify, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(request.Id, cancellationToken) is { } known)
        {
            return known;
        }

        await attestations.OpenAsync(campaign, request, notify, cancellationToken);
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["request"] = request.Id.Value,
            ["campaign"] = request.Campaign.Value,
            ["necessity"] = request.NecessityCode,
            ["notAfter"] = SealedList.Timestamp(request.NotAfter),
        };
        await audit.AppendAsync(
            AuditStream.ForList(request.List), new AuditEvent("lists.requested", pseudonyms.Actor(caller), data), cancellationToken);
        await requests.PutAsync(request, cancellationToken);
        return request;
    }
}
