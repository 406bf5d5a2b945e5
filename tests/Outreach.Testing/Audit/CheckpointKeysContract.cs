using System.Security.Cryptography;
using Outreach.Core.Audit;
using Xunit;

namespace Outreach.Testing.Audit;

/// <summary>What every signer of checkpoints promises, and the place that its public halves are read from.</summary>
public abstract class CheckpointKeysContract
{
    private static readonly CheckpointTree NoHeads = new(0, Convert.ToHexStringLower(MerkleTree.Empty), "");
    private static readonly CheckpointStatement Statement =
        new(1, new DateTimeOffset(2026, 11, 2, 2, 15, 0, TimeSpan.Zero), NoHeads, NoHeads, 1, AuditChain.Genesis);

    protected abstract (ICheckpointSigner Signer, ICheckpointKeys Keys) Create();

    /// <summary>Makes another version sign from now on, as an operator does; the signer as the application has it after its next start.</summary>
    protected abstract (ICheckpointSigner Signer, ICheckpointKeys Keys) Rotate();

    [Fact]
    public async Task Sign_Anything_IsVerifiedByThePublicHalf()
    {
        (ICheckpointSigner signer, ICheckpointKeys keys) = Create();
        string keyId = await signer.GetKeyIdAsync(default);

        byte[] data = [1, 2, 3];
        byte[] signature = await signer.SignAsync(keyId, data, default);

        ECParameters parameters = (await keys.FindAsync(keyId, default))!.Value;
        Assert.Null(parameters.D);
        using var key = ECDsa.Create(parameters);
        Assert.True(key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        Assert.Equal(256, key.KeySize);
        Assert.False(key.VerifyData((byte[])[.. data, 4], signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    [Fact]
    public async Task Seal_Statement_OpensAsWhatItWas()
    {
        (ICheckpointSigner signer, ICheckpointKeys keys) = Create();
        var seal = new CheckpointSeal(signer, keys);

        Assert.Equal(Statement, await seal.OpenAsync(await seal.SignAsync(Statement, default), default));
    }

    [Fact]
    public async Task Seal_KeyRotated_OldCheckpointsOpenUnderTheOldKey()
    {
        (ICheckpointSigner signer, ICheckpointKeys keys) = Create();
        string oldKey = await signer.GetKeyIdAsync(default);
        string before = await new CheckpointSeal(signer, keys).SignAsync(Statement, default);

        (ICheckpointSigner next, ICheckpointKeys known) = Rotate();

        var seal = new CheckpointSeal(next, known);
        Assert.NotEqual(oldKey, await next.GetKeyIdAsync(default));
        Assert.Equal(Statement, await seal.OpenAsync(before, default));
        Assert.Equal(Statement, await seal.OpenAsync(await seal.SignAsync(Statement, default), default));
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData("")]
    [InlineData("https://attacker.example/keys/audit-checkpoints/0123456789abcdef0123456789abcdef")]
    [InlineData("../sign-in.pem")]
    [InlineData("local/audit-checkpoints/../1")]
    [InlineData("local/audit-checkpoints/01")]
    [InlineData("local/audit-checkpoints/99")]
    [InlineData("https://vault.example/keys/campaign-autumn/0123456789abcdef0123456789abcdef")]
    [InlineData("https://vault.example/keys/audit-checkpoints/")]
    [InlineData("https://vault.example/keys/audit-checkpoints/../other")]
    public async Task Find_AnotherKey_IsNull(string keyId) => Assert.Null(await Create().Keys.FindAsync(keyId, default));
}
