using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Time.Testing;
using Outreach.Adapters.Audit;
using Outreach.Adapters.Storage;
using Outreach.Adapters.Tests.Storage;
using Outreach.Core.Audit;
using Outreach.Testing.Audit;
using Outreach.Testing.Azurite;
using Xunit;

namespace Outreach.Adapters.Tests.Audit;

[Collection(AuditAccount.Shared)]
public sealed class BlobAuditCheckpointsTests : AuditCheckpointsContract
{
    [Fact]
    public async Task Add_AnswerLost_IsOurs()
    {
        OutreachStorage storage = await EmptyAsync();
        using var wire = new LosesOneAnswer { Armed = true };
        var account = new BlobServiceClient((await AzuriteFixture.GetAsync()).ConnectionString, new BlobClientOptions { Transport = new HttpClientTransport(wire) });

        Assert.True(await new BlobAuditCheckpoints(storage with { Audit = account }).AddAsync(new StoredCheckpoint(1, "a.b.c"), default));

        Assert.False(wire.Armed);
    }

    [Fact]
    [Trait("threat", "39")]
    public async Task RemoveBelow_OneThatMayNotBeDeleted_StopsThere()
    {
        OutreachStorage storage = await EmptyAsync();
        var checkpoints = new BlobAuditCheckpoints(storage);
        for (long number = 1; number <= 3; number++)
        {
            await checkpoints.AddAsync(new StoredCheckpoint(number, "a.b.c"), default);
        }

        BlobLeaseClient lease = storage.Audit.GetBlobContainerClient(BlobAuditCheckpoints.Container).GetBlobClient("statements/0000000002").GetBlobLeaseClient();
        await lease.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);

        Assert.Equal(1, await checkpoints.RemoveBelowAsync(4, default));

        await lease.BreakAsync(TimeSpan.Zero);
        Assert.Equal(2, await checkpoints.RemoveBelowAsync(4, default));
    }

    protected override async Task<IAuditCheckpoints> CreateAsync() => new BlobAuditCheckpoints(await EmptyAsync());

    private static async Task<OutreachStorage> EmptyAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        BlobContainerClient container = storage.Audit.GetBlobContainerClient(BlobAuditCheckpoints.Container);
        await container.CreateIfNotExistsAsync();
        await foreach (BlobItem earlier in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix: null, default))
        {
            await container.DeleteBlobAsync(earlier.Name);
        }

        return storage;
    }
}

[Collection(AuditAccount.Shared)]
public sealed class TablesCheckpointWitnessTests : CheckpointWitnessContract
{
    protected override async Task<ICheckpointWitness> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesCheckpointWitness.Table);
        await storage.Data.GetTableClient(TablesCheckpointWitness.Table).DeleteEntityAsync("checkpoints", "latest");
        return new TablesCheckpointWitness(storage);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Find_RowThatSomebodyElseWrote_SaysNothingAndIsReplaced()
    {
        ICheckpointWitness witness = await CreateAsync();
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesCheckpointWitness.Table);
        await storage.Data.GetTableClient(TablesCheckpointWitness.Table).AddEntityAsync(new TableEntity("checkpoints", "latest") { ["Number"] = "many", ["Hash"] = 1 });

        Assert.Equal(new SeenCheckpoint(0, ""), await witness.FindAsync(default));
        await witness.KeepAsync(new SeenCheckpoint(1, "hash"), default);

        Assert.Equal(new SeenCheckpoint(1, "hash"), await witness.FindAsync(default));
    }
}

public sealed class VaultCheckpointKeysTests : CheckpointKeysContract
{
    private readonly FakeSigningVault _vault = new();

    /// <summary>One call each, and a key is read once: a year of checkpoints is verified with a handful of reads.</summary>
    [Fact]
    [Trait("threat", "49")]
    public async Task Open_ManyCheckpoints_ReadsEachKeyOnce()
    {
        (ICheckpointSigner signer, ICheckpointKeys keys) = Create();
        string keyId = await signer.GetKeyIdAsync(default);

        for (int i = 0; i < 5; i++)
        {
            await signer.SignAsync(keyId, [1], default);
            await keys.FindAsync(keyId, default);
        }

        Assert.Equal(["sign", "get", "sign", "sign", "sign", "sign"], _vault.Calls);
    }

    [Fact]
    [Trait("threat", "9")]
    public async Task Find_AnotherVaultOrKey_AsksNoVault()
    {
        (_, ICheckpointKeys keys) = Create();

        Assert.Null(await keys.FindAsync($"https://attacker.example/keys/audit-checkpoints/{_vault.Version}", default));
        Assert.Null(await keys.FindAsync($"https://vault.example/keys/other/{_vault.Version}", default));
        Assert.Null(await keys.FindAsync("https://vault.example/keys/audit-checkpoints/newest", default));
        Assert.Null(await keys.FindAsync($"https://vault.example/keys/audit-checkpoints/{_vault.Version.ToUpperInvariant()}g", default));
        Assert.Null(await keys.FindAsync($"https://vault.example/keys/audit-checkpoints/{_vault.Version}0", default));
        Assert.Empty(_vault.Calls);
    }

    [Fact]
    [Trait("threat", "43")]
    public async Task Sign_Throttled_IsRetryable()
    {
        (ICheckpointSigner signer, _) = Create();
        _vault.Throttled = true;

        await Assert.ThrowsAsync<Core.TransientDependencyException>(async () => await signer.SignAsync(await signer.GetKeyIdAsync(default), [1], default));
    }

    [Theory]
    [InlineData("audit-checkpoints", "0123456789abcdef0123456789abcdef", true)]
    [InlineData("audit-checkpoints", "", false)]
    [InlineData("campaign-autumn", "0123456789abcdef0123456789abcdef", false)]
    [InlineData("audit/checkpoints", "0123456789abcdef0123456789abcdef", false)]
    [InlineData("", "0123456789abcdef0123456789abcdef", false)]
    public void Options_SigningKey_IsANameOfItsOwnAndAVersion(string name, string version, bool valid) =>
        Assert.Equal(valid, new AuditOptions { SigningKey = name, SigningKeyVersion = version }.HasSigningKey);

    protected override (ICheckpointSigner Signer, ICheckpointKeys Keys) Create()
    {
        var keys = new VaultCheckpointKeys(
            _vault, Microsoft.Extensions.Options.Options.Create(new AuditOptions { SigningKeyVersion = _vault.Version }));
        return (keys, keys);
    }

    protected override (ICheckpointSigner Signer, ICheckpointKeys Keys) Rotate()
    {
        _vault.Rotate();
        return Create();
    }
}

/// <summary>A night on an account: all parts as they are deployed, but the vault.</summary>
[Collection(AuditAccount.Shared)]
public sealed class CheckpointNightTests
{
    [Fact]
    public async Task Run_OnAnAccount_SignsVerifiesAndErases()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesCheckpointWitness.Table);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var night = await AuditAccount.CreateAsync(storage, time);
        AuditStream stream = await night.WriteAsync(3);

        Assert.Equal(1, (await night.Checkpoint.RunAsync(default)).Number);
        time.Advance(TimeSpan.FromDays(366));
        CheckpointOutcome second = await night.Checkpoint.RunAsync(default);

        Assert.True(second.Retention.Erased >= 1);
        Assert.Equal(1, second.Retention.Checkpoints);
        Assert.Empty(second.Altered);
        Assert.False(await storage.Audit.GetBlobContainerClient(BlobAuditTrail.Container).GetBlobClient(stream.Value).ExistsAsync());
        AuditVerification verification = await night.Verify.RunAsync("", int.MaxValue, progress: null, default);
        Assert.True(verification.IsIntact);
    }
}
