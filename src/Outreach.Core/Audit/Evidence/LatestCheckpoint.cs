using Jose;

namespace Outreach.Core.Audit.Evidence;

/// <summary>A checkpoint whose signature and heads hold, in its own words.</summary>
/// <param name="Number">Place in the sequence of checkpoints.</param>
/// <param name="At">When it was made: it covers what was written before.</param>
/// <param name="Root">Merkle root (RFC 6962) over the last entries of all streams, lower-case hexadecimal.</param>
/// <param name="Size">Streams under the root.</param>
/// <param name="KeyId">The version of the key that signed it.</param>
/// <param name="Hash">SHA-256 of the checkpoint as stored, by which whoever keeps one elsewhere names it.</param>
/// <param name="Jws">As stored: whoever has the key's public half can check it alone.</param>
public sealed record CheckpointFacts(long Number, DateTimeOffset At, string Root, long Size, string KeyId, string Hash, string Jws)
{
    public static CheckpointFacts Of(TrustedCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        CheckpointStatement statement = checkpoint.Statement;
        string keyId = (string)JWT.Headers(checkpoint.Jws)["kid"];
        return new CheckpointFacts(statement.Number, statement.At, statement.Heads.Root, statement.Heads.Size, keyId, checkpoint.Hash, checkpoint.Jws);
    }
}

/// <summary>That a stream's last entry, as it was then, is under a checkpoint's root (RFC 6962, 2.1.1).</summary>
/// <param name="Leaf">What is hashed as a leaf.</param>
/// <param name="Siblings">Lower-case hexadecimal, nearest to the leaf first.</param>
public sealed record HeadInclusion(AuditHead Head, string Leaf, long Index, IReadOnlyList<string> Siblings)
{
    public static HeadInclusion Of(AuditProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return new HeadInclusion(proof.Head, proof.Head.Format(), proof.Index, [.. proof.Path.Select(Convert.ToHexStringLower)]);
    }
}
