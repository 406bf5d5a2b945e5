using System.Text;
using FsCheck.Xunit;
using Outreach.Core.Audit;
using Xunit;

namespace Outreach.Core.Tests.Audit;

/// <summary>RFC 6962, section 2.1, by the leaves and roots that Certificate Transparency implementations test themselves with.</summary>
public sealed class MerkleTreeTests
{
    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Root_OfTheKnownLeaves_IsTheKnownRoot(int size, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(RootOf(Leaves.Take(size).Select(Convert.FromHexString))));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(8, 0, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(8, 5, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(3, 2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(5, 1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void Proof_OfTheKnownLeaves_IsTheKnownPath(int size, int index, params string[] expected)
    {
        byte[][] hashes = [.. Leaves.Take(size).Select(leaf => MerkleTree.Leaf(Convert.FromHexString(leaf)))];

        Assert.Equal(expected, MerkleTree.Proof(hashes, index).Select(Convert.ToHexStringLower));
    }

    /// <summary>Of any size and for every leaf; and no proof is one of another leaf, another place, another size or another root.</summary>
    [Property(MaxTest = 60)]
    public void Proof_OfAnyLeaf_VerifiesAndNothingElseDoes(ushort some, byte bit)
    {
        int size = (some % 300) + 1;
        byte[][] hashes = [.. Enumerable.Range(0, size).Select(i => MerkleTree.Leaf(Encoding.UTF8.GetBytes($"leaf {i}")))];
        byte[] root = RootOf(Enumerable.Range(0, size).Select(i => Encoding.UTF8.GetBytes($"leaf {i}")));
        for (int index = 0; index < size; index++)
        {
            IReadOnlyList<byte[]> proof = MerkleTree.Proof(hashes, index);

            Assert.True(MerkleTree.Verify(root, size, index, hashes[index], proof));
            Assert.False(MerkleTree.Verify(Flip(root, bit), size, index, hashes[index], proof));
            Assert.False(MerkleTree.Verify(root, size, index, Flip(hashes[index], bit), proof));
            Assert.False(MerkleTree.Verify(root, size, (index + 1) % size, hashes[index], proof) && size > 1);
            Assert.False(MerkleTree.Verify(root, size, index, hashes[index], [.. proof, root]));
            Assert.All(Enumerable.Range(0, proof.Count), step => Assert.False(MerkleTree.Verify(
                root, size, index, hashes[index], [.. proof.Select((sibling, i) => i == step ? Flip(sibling, bit) : sibling)])));
            Assert.False(proof.Count > 0 && MerkleTree.Verify(root, size, index, hashes[index], [.. proof.Skip(1)]));
        }
    }

    /// <summary>As the RFC writes it: the left side takes the largest power of two below the size.</summary>
    [Property(MaxTest = 60)]
    public void Root_GrownLeafByLeaf_IsThatOfTheDefinition(ushort some)
    {
        byte[][] leaves = [.. Enumerable.Range(0, some % 300).Select(i => Encoding.UTF8.GetBytes($"leaf {i}"))];

        Assert.Equal(Defined(leaves), RootOf(leaves));

        static byte[] Defined(ReadOnlySpan<byte[]> of)
        {
            if (of.Length < 2)
            {
                return of.Length == 0 ? MerkleTree.Empty : MerkleTree.Leaf(of[0]);
            }

            int left = 1;
            while (left * 2 < of.Length)
            {
                left *= 2;
            }

            return System.Security.Cryptography.SHA256.HashData([1, .. Defined(of[..left]), .. Defined(of[left..])]);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1, -1)]
    public void Verify_PlaceOutsideTheTree_IsFalse(long size, long index) =>
        Assert.False(MerkleTree.Verify(MerkleTree.Leaf([]), size, index, MerkleTree.Leaf([]), []));

    private static byte[] RootOf(IEnumerable<byte[]> leaves)
    {
        var root = new MerkleRoot();
        foreach (byte[] leaf in leaves)
        {
            root.Add(leaf);
        }

        return root.Value;
    }

    private static byte[] Flip(byte[] hash, byte bit)
    {
        byte[] other = [.. hash];
        other[bit / 8] ^= (byte)(1 << (bit % 8));
        return other;
    }
}
