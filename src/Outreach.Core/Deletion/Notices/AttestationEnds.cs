using System.Runtime.ExceptionServices;
using Outreach.Core.Audit;

namespace Outreach.Core.Deletion.Notices;

/// <summary>How a list's attestation ends without its doctor: nothing to attest, or nobody attested. The address goes first: a row that is done has none behind it.</summary>
/// <remarks>Each is safe to run twice; false when somebody else wrote the row meanwhile, and it is to be looked at again.</remarks>
public sealed class AttestationEnds(IAttestationStore duties, NoticeAddresses addresses, IAuditTrail audit)
{
    /// <summary>Nothing is due any more: attested, as the row says by then, or never opened.</summary>
    public Task<bool> CloseAsync(AttestationDuty duty, string etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(duty);
        AttestationState state = duty.AttestedAt is null ? AttestationState.NotNeeded : AttestationState.Attested;
        return EndAsync(duty with { State = state }, etag, cancellationToken);
    }

    /// <summary>The insurer is told. The trail says so first: killed between, it says so twice, and the insurer is told all the same. So it is when the trail is damaged; that is thrown then.</summary>
    public async Task<bool> EscalateAsync(AttestationDuty duty, string etag, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(duty);
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["campaign"] = duty.Campaign.Value };
        ExceptionDispatchInfo? unwritten =
            await NoticeEvents.WriteAsync(audit, duty.List, new AuditEvent("deletion.escalated", "system", data), cancellationToken);
        AttestationDuty escalated = duty with { State = AttestationState.Escalated, EscalatedAt = now, EndedAt = duty.EndedAt ?? duty.NotAfter };
        bool ended = await EndAsync(escalated, etag, cancellationToken);
        unwritten?.Throw();
        return ended;
    }

    private async Task<bool> EndAsync(AttestationDuty duty, string etag, CancellationToken cancellationToken)
    {
        await addresses.RemoveAsync(duty.Campaign, duty.List, cancellationToken);
        return await duties.TryPutAsync(duty with { DueAt = null }, etag, cancellationToken) is not null;
    }
}
