using Outreach.Core.Audit;
using Outreach.Functions.Audit.Evidence;

namespace Outreach.LocalHost.Demonstration;

/// <summary>What an auditor does after a campaign's end: reads its evidence, and checks one list's proof up to the signed root.</summary>
internal sealed class EvidenceSteps(EvidenceClient auditor, StepReport report)
{
    private const int Conditions = 15;

    public async Task RunAsync(string campaign, string list, CancellationToken cancellationToken)
    {
        EvidenceAnswer evidence = await report.RunAsync("An auditor reads the campaign's evidence: fifteen conditions, each with its number and source", async () =>
        {
            EvidenceAnswer answer = await auditor.ReadAsync(campaign, cancellationToken);
            StepFailedException.Require(
                answer.Conditions.Count == Conditions && answer.Conditions.All(row => row.Numbers.Count > 0 && row.Numbers.All(number => number.Source.Length > 0)),
                "a condition lacks its number or source");
            return (answer, $"key {answer.Key.State}, {answer.Erasure.Proofs} proofs of erasure, {answer.Erasure.Covered} of them under checkpoint {answer.Checkpoint?.Number}");
        });
        foreach (ConditionAnswer row in evidence.Conditions)
        {
            report.Note($"{row.Id,-3} {row.Numbers[0].Value,4}  {row.Numbers[0].Label} ({row.Numbers[0].Source})");
        }

        await report.RunAsync("It names the agents who were habilitated, for what, until when and by whom, as the audit trail confirms", () =>
        {
            StepFailedException.Require(
                evidence.Habilitations.Any(habilitation => habilitation.RevokedAt is not null) && evidence.Habilitations.All(habilitation => habilitation is { Confirmed: true, Name.Length: > 0 }),
                "a habilitation is missing, has no name, or is not confirmed");
            return Task.FromResult($"{evidence.Habilitations.Count} habilitations, {evidence.Habilitations.Count(habilitation => habilitation.RevokedAt is not null)} revoked");
        });
        await report.RunAsync("Its numbers agree with each other and with storage", () =>
        {
            StepFailedException.Require(
                evidence.Reconciles, string.Join("; ", evidence.Reconciliation.Where(check => !check.Holds).Select(check => $"{check.Code}: {check.Expected} and {check.Found}")));
            return Task.FromResult($"{evidence.Reconciliation.Count} checks, {evidence.Exceptions} exceptions");
        });
        await report.RunAsync("The last list's proof of erasure leads to the signed root", async () =>
        {
            ListProofAnswer proof = await auditor.ReadProofAsync(campaign, list, cancellationToken);
            StepFailedException.Require(proof is { Proof: not null, InTrail: true, Covered: true, Checkpoint: not null, Inclusion: not null }, "the proof is not complete");
            bool leads = MerkleTree.Verify(
                Convert.FromHexString(proof.Checkpoint!.Root), proof.Checkpoint.Size, proof.Inclusion!.Index,
                MerkleTree.Leaf(System.Text.Encoding.UTF8.GetBytes(proof.Inclusion.Leaf)), [.. proof.Inclusion.Siblings.Select(Convert.FromHexString)]);
            StepFailedException.Require(leads, "the proof leads to another root");
            return $"event {proof.Proof!.AuditSequence}, {proof.Inclusion.Siblings.Count} hashes, root {proof.Checkpoint.Root[..12]}…";
        });
    }
}
