using System.Security.Cryptography;

namespace Outreach.Core.Audit;

/// <summary>The Merkle tree of RFC 6962, section 2.1, over SHA-256: its root, and proofs that a leaf is in it (2.1.1).</summary>
/// <remarks>A leaf and a node are hashed with different first bytes, so that neither can stand for the other.</remarks>
public static class MerkleTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>The root of a tree without leaves.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    public static byte[] Leaf(ReadOnlySpan<byte> content) => SHA256.HashData([LeafPrefix, .. content]);

    /// <summary>The siblings on the way from a leaf up to the root, nearest first.</summary>
    /// <param name="leaves">Hashes of all leaves, in order.</param>
    public static IReadOnlyList<byte[]> Proof(IReadOnlyList<byte[]> leaves, int index)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Count);
        List<byte[]> siblings = [];
        for ((int start, int end) = (0, leaves.Count); end - start > 1;)
        {
            int middle = start + LargestPowerBelow(end - start);
            siblings.Add(index < middle ? Root(leaves, middle, end) : Root(leaves, start, middle));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        siblings.Reverse();
        return siblings;
    }

    /// <summary>Whether a proof leads from this leaf, at this place of a tree of this size, to the root (RFC 9162, section 2.1.3.2).</summary>
    public static bool Verify(ReadOnlySpan<byte> root, long size, long index, byte[] leaf, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size)
        {
            return false;
        }

        byte[] hash = leaf;
        long last = size - 1;
        foreach (byte[] sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            bool right = (index & 1) == 1 || index == last;
            hash = right ? Node(sibling, hash) : Node(hash, sibling);
            while (right && (index & 1) == 0 && index != 0)
            {
                (index, last) = (index >> 1, last >> 1);
            }

            (index, last) = (index >> 1, last >> 1);
        }

        return last == 0 && CryptographicOperations.FixedTimeEquals(hash, root);
    }

    internal static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([NodePrefix, .. left, .. right]);

    private static byte[] Root(IReadOnlyList<byte[]> leaves, int start, int end)
    {
        var root = new MerkleRoot();
        for (int i = start; i < end; i++)
        {
            root.AddHash(leaves[i]);
        }

        return root.Value;
    }

    private static int LargestPowerBelow(int count) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count) / 2;
}

/// <summary>A root that grows leaf by leaf, in memory that grows with the logarithm of their number.</summary>
public sealed class MerkleRoot
{
    /// <summary>Roots of full subtrees, the largest first: one for each bit that is set in <see cref="Size"/>.</summary>
    private readonly List<byte[]> _full = [];

    public long Size { get; private set; }

    public byte[] Value
    {
        get
        {
            if (_full.Count == 0)
            {
                return MerkleTree.Empty;
            }

            byte[] value = _full[^1];
            for (int i = _full.Count - 2; i >= 0; i--)
            {
                value = MerkleTree.Node(_full[i], value);
            }

            return value;
        }
    }

    public void Add(ReadOnlySpan<byte> content) => AddHash(MerkleTree.Leaf(content));

    internal void AddHash(byte[] leaf)
    {
        byte[] hash = leaf;
        for (long rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            hash = MerkleTree.Node(_full[^1], hash);
            _full.RemoveAt(_full.Count - 1);
        }

        _full.Add(hash);
        Size++;
    }
}
