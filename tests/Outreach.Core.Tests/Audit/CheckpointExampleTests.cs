using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Outreach.Core.Audit;
using Outreach.Testing;
using Xunit;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Tests.Audit;

/// <summary>The worked example of `docs/formats.md`, which another implementation made: every line of it holds.</summary>
public sealed partial class CheckpointExampleTests
{
    private static readonly string[] Blocks = [.. Fenced().Matches(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "formats.md")).Split("A worked example")[1]).Select(match => match.Groups["text"].Value)];

    private static string[] Heads => Blocks[0].Split('\n');

    private static string[] Hashes => Blocks[1].Split('\n');

    [Fact]
    public void Example_Heads_LeadToTheRoot()
    {
        var root = new MerkleRoot();
        AuditHead[] heads = [.. Heads.Select(line => AuditHead.Parse(line)!)];
        Array.ForEach(heads, head => root.Add(head.ToLeaf()));

        Assert.Equal(Heads, heads.Select(head => head.Format()));
        Assert.Equal(Hashes[..3], heads.Select(head => Convert.ToHexStringLower(MerkleTree.Leaf(head.ToLeaf()))));
        Assert.Equal(Hashes[3], Convert.ToHexStringLower(root.Value));
        Assert.True(MerkleTree.Verify(
            root.Value, 3, 1, Convert.FromHexString(Hashes[1]), [Convert.FromHexString(Hashes[0]), Convert.FromHexString(Hashes[2])]));
    }

    [Fact]
    public async Task Example_Checkpoint_OpensAsTheStatement()
    {
        var key = new PublicKey();

        CheckpointStatement? statement = await new CheckpointSeal(key, key).OpenAsync(Blocks[3], default);

        Assert.Equal(Blocks[2], Encoding.UTF8.GetString(statement!.Format()));
        Assert.Equal(Hashes[3], statement.Heads.Root);
        Assert.Contains($"`{CheckpointSeal.Hash(Blocks[3])}`", await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "formats.md")), StringComparison.Ordinal);
    }

    [GeneratedRegex("```[a-z]+\n(?<text>.*?)\n```", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fenced();

    /// <summary>The public half of RFC 7515, appendix A.3.</summary>
    private sealed class PublicKey : ICheckpointSigner, ICheckpointKeys
    {
        public Task<string> GetKeyIdAsync(CancellationToken cancellationToken) => Task.FromResult("example");

        public Task<byte[]> SignAsync(string keyId, byte[] signingInput, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ECParameters?> FindAsync(string keyId, CancellationToken cancellationToken) => Task.FromResult<ECParameters?>(keyId != "example" ? null : new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Base64Url.DecodeFromChars("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                Y = Base64Url.DecodeFromChars("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
            },
        });
    }
}
