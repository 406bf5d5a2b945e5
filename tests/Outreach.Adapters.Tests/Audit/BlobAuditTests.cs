using System.Text;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Outreach.Adapters.Audit;
using Outreach.Adapters.Storage;
using Outreach.Adapters.Tests.Storage;
using Outreach.Core.Audit;
using Outreach.Testing.Audit;
using Outreach.Testing.Azurite;
using Xunit;

namespace Outreach.Adapters.Tests.Audit;

/// <summary>The contract on append blobs, and what only a storage account can do to a chain.</summary>
[Collection(AuditAccount.Shared)]
public sealed class BlobAuditTrailTests : AuditTrailContract
{
    [Fact]
    [Trait("threat", "51")]
    public async Task Append_AnswerLost_IsOneEntry()
    {
        using var wire = new LosesOneAnswer();
        IAuditTrail trail = await CreateAsync(new HttpClientTransport(wire));
        AuditStream stream = NewStream();
        await trail.AppendAsync(stream, Opened, default);

        wire.Armed = true;
        AuditReceipt second = await trail.AppendAsync(stream, Opened, default);

        Assert.False(wire.Armed);
        Assert.Equal([1, 2], (await ReadAsync(trail, stream)).Select(entry => entry.Sequence));
        Assert.Equal((await ReadAsync(trail, stream))[1].Hash, second.Hash);
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData("{}\n")]
    [InlineData("half a line")]
    public async Task Append_ToAStreamThatSomebodyWroteInto_IsRefusedAndTheDamageIsFound(string foreign)
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream stream = NewStream();
        await trail.AppendAsync(stream, Opened, default);
        AppendBlobClient blob = (await AzuriteFixture.GetStorageAsync()).Audit.GetBlobContainerClient(BlobAuditTrail.Container).GetAppendBlobClient(stream.Value);
        await blob.AppendBlockAsync(new MemoryStream(Encoding.UTF8.GetBytes(foreign)));

        await Assert.ThrowsAsync<AuditDamagedException>(async () => await (await CreateAsync()).AppendAsync(stream, Opened, default));

        AuditVerdict verdict = await new AuditVerifier(trail).VerifyAsync(stream, trusted: null, default);
        Assert.Equal((AuditFault.Damaged, 2L), (verdict.Fault, verdict.At));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_StreamDeletedAndBegunAgain_IsFoundByTheCheckpoint()
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream stream = NewStream();
        await trail.AppendAsync(stream, Opened, default);
        AuditReceipt trusted = await trail.AppendAsync(stream, Opened, default);
        await (await AzuriteFixture.GetStorageAsync()).Audit.GetBlobContainerClient(BlobAuditTrail.Container).DeleteBlobAsync(stream.Value);

        // Retention erases too: the writer that remembers where the stream ended begins anew, as one that does not.
        Assert.Equal(1, (await trail.AppendAsync(stream, Opened, default)).Sequence);

        AuditVerdict verdict = await new AuditVerifier(trail).VerifyAsync(stream, new AuditHead(stream, trusted.Sequence, default, trusted.Hash), default);
        Assert.Equal(AuditFault.Truncated, verdict.Fault);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Append_ToAStreamThatWasCut_GoesOnAndTheCheckpointFindsIt()
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream stream = NewStream();
        await trail.AppendAsync(stream, Opened, default);
        AuditReceipt trusted = await trail.AppendAsync(stream, Opened, default);
        AppendBlobClient blob = (await AzuriteFixture.GetStorageAsync()).Audit.GetBlobContainerClient(BlobAuditTrail.Container).GetAppendBlobClient(stream.Value);
        byte[] content = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        await blob.CreateAsync();
        await blob.AppendBlockAsync(new MemoryStream(content, 0, Array.IndexOf(content, (byte)'\n') + 1));

        Assert.Equal(2, (await trail.AppendAsync(stream, Opened, default)).Sequence);

        AuditVerdict verdict = await new AuditVerifier(trail).VerifyAsync(stream, new AuditHead(stream, trusted.Sequence, default, trusted.Hash), default);
        Assert.Equal(AuditFault.Rewritten, verdict.Fault);
    }

    /// <summary>An identity that may add and not write over can be refused before a condition is judged.</summary>
    [Fact]
    public async Task Append_ExistingStreamWithTheRightToAddAlone_GoesOn()
    {
        AuditStream stream = NewStream();
        await (await CreateAsync()).AppendAsync(stream, Opened, default);
        using var wire = new MayNotOverwrite();

        AuditReceipt second = await (await CreateAsync(new HttpClientTransport(wire))).AppendAsync(stream, Opened, default);

        Assert.Equal((2, 1), (second.Sequence, wire.Refusals));
    }

    /// <summary>Longer than any buffer that reads it, and read all the same.</summary>
    [Fact]
    public async Task Read_LongStream_IsReadToItsEnd()
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream stream = NewStream();
        AuditEntry? head = null;
        var content = new MemoryStream();
        for (int i = 0; i < 5_000; i++)
        {
            head = AuditChain.Next(stream, head, Opened, TimeProvider.System.GetUtcNow());
            content.Write(AuditLine.Format(stream, head));
        }

        AppendBlobClient blob = (await AzuriteFixture.GetStorageAsync()).Audit.GetBlobContainerClient(BlobAuditTrail.Container).GetAppendBlobClient(stream.Value);
        await blob.CreateAsync();
        content.Position = 0;
        await blob.AppendBlockAsync(content);

        AuditVerdict verdict = await new AuditVerifier(trail).VerifyAsync(stream, AuditHead.Of(stream, head!), default);
        Assert.Equal((true, 5_000L), (verdict.IsIntact, verdict.Head?.Sequence));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Read_LineWithoutEnd_IsDamagedInBoundedMemory()
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream stream = NewStream();
        await trail.AppendAsync(stream, Opened, default);
        AppendBlobClient blob = (await AzuriteFixture.GetStorageAsync()).Audit.GetBlobContainerClient(BlobAuditTrail.Container).GetAppendBlobClient(stream.Value);
        await blob.AppendBlockAsync(new MemoryStream(new byte[2 * 1024 * 1024]));

        AuditVerdict verdict = await new AuditVerifier(trail).VerifyAsync(stream, trusted: null, default);

        Assert.Equal((AuditFault.Damaged, 2L), (verdict.Fault, verdict.At));
    }

    /// <summary>As an account's immutability does: the stream stays, and so do the others' chances.</summary>
    [Fact]
    [Trait("threat", "39")]
    public async Task Erase_BlobThatMayNotBeDeleted_WaitsAndLeavesIt()
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream stream = NewStream();
        await trail.AppendAsync(stream, Opened, default);
        AuditHead last = AuditHead.Of(stream, (await ReadAsync(trail, stream))[0]);
        BlobLeaseClient lease = (await AzuriteFixture.GetStorageAsync()).Audit.GetBlobContainerClient(BlobAuditTrail.Container).GetBlobClient(stream.Value).GetBlobLeaseClient();
        await lease.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);

        Assert.False(await StreamsOf(trail).EraseAsync(last, default));

        await lease.BreakAsync(TimeSpan.Zero);
        Assert.True(await StreamsOf(trail).EraseAsync(last, default));
        Assert.Empty(await ReadAsync(trail, stream));
    }

    protected override IAuditStreams StreamsOf(IAuditTrail trail) => new BlobAuditStreams(AzuriteFixture.GetStorageAsync().GetAwaiter().GetResult());

    protected override Task<IAuditTrail> CreateAsync() => CreateAsync(transport: null);

    protected override Task<IAuditTrail> CreateSecondWriterAsync(IAuditTrail first) => CreateAsync();

    private static async Task<IAuditTrail> CreateAsync(HttpPipelineTransport? transport)
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        if (transport is not null)
        {
            var account = new BlobServiceClient((await AzuriteFixture.GetAsync()).ConnectionString, new BlobClientOptions { Transport = transport });
            storage = storage with { Audit = account };
        }

        await storage.Audit.GetBlobContainerClient(BlobAuditTrail.Container).CreateIfNotExistsAsync();
        return new BlobAuditTrail(storage, TimeProvider.System);
    }
}
