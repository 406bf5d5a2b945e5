using Outreach.Core.Audit.Evidence;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>A page of proofs as it is answered.</summary>
/// <param name="Next">Address of the next page; null at the end.</param>
public sealed record ProofsAnswer(string Campaign, string Report, IReadOnlyList<ProofAnswer> Proofs, string? Next)
{
    public static ProofsAnswer Of(ProofPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new ProofsAnswer(
            page.Campaign.Value,
            EvidenceAddresses.Report(page.Campaign),
            [.. page.Proofs.Select(proof => new ProofAnswer(proof, EvidenceAddresses.List(page.Campaign, proof.ListId)))],
            page.Next is null ? null : EvidenceAddresses.Proofs(page.Campaign, page.Next));
    }
}

/// <param name="Address">The list with the way from its last event up to the checkpoint's root.</param>
public sealed record ProofAnswer(
    string ListId, string Reason, DateTimeOffset NotAfter, DateTimeOffset DestroyedAt, DateTimeOffset? AttestedAt, long AuditSequence, string AuditHash, string Address)
{
    public ProofAnswer(ProofOfErasure proof, string address)
        : this(proof.ListId, proof.Reason, proof.NotAfter, proof.DestroyedAt, proof.AttestedAt, proof.AuditSequence, proof.AuditHash, address)
    {
    }
}

/// <summary>One list as it is answered.</summary>
public sealed record ListProofAnswer(
    string ListId, string Report, string State, ProofOfErasure? Proof, bool InTrail, bool Covered, CheckpointFacts? Checkpoint, InclusionAnswer? Inclusion,
    IReadOnlyList<ExceptionAnswer> Exceptions)
{
    public static ListProofAnswer Of(ListProof proof, bool french)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return new ListProofAnswer(
            proof.ListId, EvidenceAddresses.Report(proof.Campaign), proof.State, proof.Proof, proof.InTrail, proof.Covered, proof.Checkpoint,
            proof.Inclusion is { } inclusion
                ? new InclusionAnswer(inclusion.Head.Sequence, inclusion.Head.Hash, inclusion.Leaf, inclusion.Index, inclusion.Siblings)
                : null,
            [.. proof.Faults.Select(fault => ExceptionAnswer.Of(fault, french))]);
    }
}

/// <param name="Sequence">Of the list's last entry as the checkpoint knows it.</param>
/// <param name="Leaf">What is hashed as a leaf (RFC 6962, 2.1).</param>
/// <param name="Siblings">Lower-case hexadecimal, nearest to the leaf first.</param>
public sealed record InclusionAnswer(long Sequence, string Hash, string Leaf, long Index, IReadOnlyList<string> Siblings);
