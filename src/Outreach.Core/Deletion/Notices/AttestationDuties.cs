using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion.Notices;

/// <summary>Follows a list from its request to the attestation of its copies; each step is called where it happens, and safe to run twice.</summary>
public sealed class AttestationDuties(IAttestationStore duties, NoticeAddresses addresses, NoticePolicy policy, TimeProvider time)
{
    /// <summary>A list was asked for: from here on it is looked at, whatever becomes of it.</summary>
    public async Task OpenAsync(Campaign campaign, ListRequest request, Notify? notify, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var facts = new NoticeFacts(request.RequestedAt, request.NotAfter, EndedAt: null, Opened: false, Attested: false, Passed: 0);
        var duty = new AttestationDuty
        {
            Campaign = request.Campaign,
            List = request.List,
            Practitioner = request.Practitioner,
            AskedAt = request.RequestedAt,
            NotAfter = request.NotAfter,
            DueAt = policy.Next(facts, request.RequestedAt).Until,
            Unreachable = notify is null,
        };
        await duties.AddAsync(duty, cancellationToken);
        if (notify is not null)
        {
            await addresses.KeepAsync(campaign, request, notify, cancellationToken);
        }
    }

    /// <summary>A list ended: it is looked at soon, and not only at the time it would have ended.</summary>
    public async Task WakeAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        while (await duties.FindAsync(campaign, list, cancellationToken) is { } stored
            && stored.Value.EndedAt is null && stored.Value.DueAt > now)
        {
            if (await duties.TryPutAsync(stored.Value with { DueAt = now }, stored.ETag, cancellationToken) is not null)
            {
                return;
            }
        }
    }

    /// <summary>A doctor attested: the address goes first, then nothing is due any more.</summary>
    public async Task AttestedAsync(CampaignId campaign, ListId list, DateTimeOffset at, CancellationToken cancellationToken)
    {
        while (await duties.FindAsync(campaign, list, cancellationToken) is { } stored && stored.Value.State != AttestationState.Attested)
        {
            await addresses.RemoveAsync(campaign, list, cancellationToken);
            AttestationDuty attested = stored.Value with { State = AttestationState.Attested, AttestedAt = at, DueAt = null };
            if (await duties.TryPutAsync(attested, stored.ETag, cancellationToken) is not null)
            {
                return;
            }
        }
    }
}
