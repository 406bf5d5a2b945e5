using System.Text;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
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

        // The writer that remembers where the stream ended fails loudly; one that does not begins anew.
        await Assert.ThrowsAnyAsync<Exception>(() => trail.AppendAsync(stream, Opened, default));
        await (await CreateAsync()).AppendAsync(stream, Opened, default);

        AuditVerdict verdict = await new AuditVerifier(trail).VerifyAsync(stream, new AuditHead(stream, trusted.Sequence, trusted.Hash), default);
        Assert.Equal(AuditFault.Truncated, verdict.Fault);
    }

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

public sealed class BlobAuditCheckpointsTests : AuditCheckpointsContract
{
    protected override async Task<IAuditCheckpoints> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        BlobContainerClient container = storage.Audit.GetBlobContainerClient(BlobAuditCheckpoints.Container);
        await container.CreateIfNotExistsAsync();
        await foreach (BlobItem earlier in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix: null, default))
        {
            await container.DeleteBlobAsync(earlier.Name);
        }

        return new BlobAuditCheckpoints(storage);
    }
}
