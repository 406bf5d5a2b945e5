namespace Outreach.Core.Audit;

/// <summary>That a signed checkpoint covers one stream, shown without any other stream (RFC 6962, section 2.1.1).</summary>
/// <param name="Checkpoint">The signed statement.</param>
/// <param name="Head">The stream's last entry, as the checkpoint saw it.</param>
/// <param name="Index">Its place among the heads.</param>
/// <param name="Path">Hashes from the leaf's sibling up to the root's child.</param>
public sealed record AuditProof(TrustedCheckpoint Checkpoint, AuditHead Head, long Index, IReadOnlyList<byte[]> Path)
{
    /// <summary>Whether the path leads to the root that was signed. The signature is for <see cref="CheckpointSeal.OpenAsync"/> to check.</summary>
    public bool LeadsToRoot => MerkleTree.Verify(
        Convert.FromHexString(Checkpoint.Statement.Heads.Root), Checkpoint.Statement.Heads.Size, Index, MerkleTree.Leaf(Head.ToLeaf()), Path);
}

/// <summary>Proves of a stream that the latest checkpoint covers it.</summary>
public sealed class AuditProofs(CheckpointChain chain, CheckpointHeads heads)
{
    /// <summary>Null when no checkpoint has seen the stream yet, or retention erased it. Reads all heads once; keeps 32 bytes of each.</summary>
    public async Task<AuditProof?> FindAsync(AuditStream stream, CancellationToken cancellationToken)
    {
        if ((await chain.SurveyAsync(cancellationToken)).Latest is not { } latest)
        {
            return null;
        }

        AuditHead? found = null;
        int index = 0;
        List<byte[]> leaves = [];
        await foreach (AuditHead head in heads.ReadAsync(latest.Statement.Heads, cancellationToken))
        {
            (found, index) = head.Stream == stream ? (head, leaves.Count) : (found, index);
            leaves.Add(MerkleTree.Leaf(head.ToLeaf()));
        }

        return found is null ? null : new AuditProof(latest, found, index, MerkleTree.Proof(leaves, index));
    }
}
