using System.Net;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Adapters.Lists;
using Outreach.Adapters.Storage;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Testing.Azurite;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Adapters.Tests.ComplementaryOutreach;

/// <summary>Batches in an emulator reached as Azure is: by an identity, with user-delegation addresses.</summary>
public sealed class StoredBatchesTests : IAsyncLifetime
{
    private SocketsHttpHandler _wire = null!;
    private BlobReadAddresses _addresses = null!;
    private BatchesWorld _world = null!;
    private HttpClient _http = null!;
    private OutreachStorage _storage = null!;

    public async Task InitializeAsync()
    {
        _wire = await AzuriteFixture.CreatePinnedHandlerAsync();
        _http = new HttpClient(_wire, disposeHandler: false);
        _storage = await AzuriteFixture.GetStorageByIdentityAsync(_wire);
        await new StorageSetup(_storage, [new StoragePart(StoragePlace.ListsContainer, BlobSealedStore.BatchesContainer), new StoragePart(StoragePlace.DataTable, TablesBatchStore.Table)])
            .RunAsync(default);
        _addresses = new BlobReadAddresses(_storage, TimeProvider.System);
        _world = new BatchesWorld(new BlobSealedStore(_storage, _addresses, BlobSealedStore.BatchesContainer), new TablesBatchStore(_storage));
        _world.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
    }

    public Task DisposeAsync()
    {
        _world.Dispose();
        _addresses.Dispose();
        _http.Dispose();
        _wire.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    [Trait("threat", "14")]
    [Trait("threat", "16")]
    public async Task Batch_FetchedByItsAddress_OpensAndIsGoneOnceAcknowledged()
    {
        WavePart part = SampleMessages.Part(wave: WaveId.Create());
        IReadOnlyList<OutgoingMessage> messages = SampleMessages.Of(part, 3);
        await _world.Channel().HandOverAsync(_world.Campaign, part, messages, default);

        BatchPage page = (await _world.List().RunAsync(_world.Campaign.Id.Value, part.Wave.Value, continuation: null, BatchesWorld.Agent, default)).Value!;
        Uri address = Assert.Single(page.Batches).Url!;
        string csv = _world.Open(await _http.GetByteArrayAsync(address));
        using HttpResponseMessage written = await _http.PutAsync(address, new ByteArrayContent([1]));
        using HttpResponseMessage deleted = await _http.DeleteAsync(address);
        await _world.Acknowledge().RunAsync(_world.Campaign.Id.Value, part.Wave.Value, part.Name, BatchesWorld.Agent, default);
        using HttpResponseMessage gone = await _http.GetAsync(address);

        Assert.All(messages, message => Assert.Contains($"\r\n{message.Id.Value},{message.Person.Phone},Europe/Paris,", csv, StringComparison.Ordinal));
        Assert.Contains("skoid=", address.Query, StringComparison.Ordinal);
        Assert.Contains("sp=r&", address.Query + "&", StringComparison.Ordinal);
        Assert.Contains("spr=https", address.Query, StringComparison.Ordinal);
        Assert.True(written.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task HandOver_TwoWorkersAtOnce_LeaveOneFile()
    {
        WavePart part = SampleMessages.Part(wave: WaveId.Create());
        IReadOnlyList<OutgoingMessage> messages = SampleMessages.Of(part, 2);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _world.Channel().HandOverAsync(_world.Campaign, part, messages, default))));

        List<string> blobs = [];
        await foreach (Azure.Storage.Blobs.Models.BlobItem blob in _storage.Lists.GetBlobContainerClient(BlobSealedStore.BatchesContainer).GetBlobsAsync())
        {
            blobs.Add(blob.Name);
        }

        BatchRecord record = (await _world.Shelf.FindAsync(_world.Campaign.Id, part.Wave, part.Name, default))!;
        Assert.Equal([record.Blob], blobs.Where(name => name.Contains(part.Wave.Value, StringComparison.Ordinal)));
    }
}
