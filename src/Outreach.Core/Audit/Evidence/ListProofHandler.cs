using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>Everything that shows one list's end to somebody who trusts the checkpoint's key and nothing else.</summary>
/// <param name="Proof">Null while the list is not destroyed.</param>
/// <param name="InTrail">Whether the trail holds the event that the proof names, in a chain that is intact.</param>
/// <param name="Checkpoint">The latest one; null before the first.</param>
/// <param name="Inclusion">The list's last entry under the checkpoint's root; null when the checkpoint does not know the list yet.</param>
/// <param name="Covered">Whether the checkpoint signed the proof's event; a later one will, where it is not.</param>
/// <param name="Faults">What does not fit.</param>
public sealed record ListProof(
    CampaignId Campaign, string ListId, string State, ProofOfErasure? Proof, bool InTrail, CheckpointFacts? Checkpoint, HeadInclusion? Inclusion, bool Covered,
    IReadOnlyList<EvidenceException> Faults);

/// <summary>Shows one list, with the way from its last event up to the signed root.</summary>
public sealed class ListProofHandler(ICampaignStore campaigns, ListEvidenceReader lists, CheckpointChain checkpoints, AuditProofs proofs)
{
    public async Task<Result<ListProof>> RunAsync(string campaignText, string listText, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaignText, out CampaignId campaign) || await campaigns.FindAsync(campaign, cancellationToken) is null)
        {
            return Campaigns.Failures.NotFound;
        }

        if (!ListId.TryParse(listText, out ListId id))
        {
            return Failures.ListUnknown;
        }

        AuditProof? proof = await proofs.FindAsync(AuditStream.ForList(id), cancellationToken);
        ListEvidence list = await lists.ReadAsync(id, proof?.Head, cancellationToken);
        if (list.Campaign != campaign)
        {
            return Failures.ListUnknown;
        }

        TrustedCheckpoint? checkpoint = proof?.Checkpoint ?? (await checkpoints.SurveyAsync(cancellationToken)).Latest;
        return Show(list, checkpoint is null ? null : CheckpointFacts.Of(checkpoint), proof is null ? null : HeadInclusion.Of(proof));
    }

    private static ListProof Show(ListEvidence list, CheckpointFacts? checkpoint, HeadInclusion? inclusion) => new(
        list.Campaign!.Value, list.Id.Value, list.Fate.ToString(), list.Record is null ? null : ProofOfErasure.Of(list.Record), list.Proof is not null && list.Trail.Fault is null,
        checkpoint, inclusion, list.IsCovered,
        [.. list.Faults().Select(FaultTexts.Of).Select(fault => new EvidenceException(fault.Code, 1, fault.Text, [list.Id.Value]))]);
}
