using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Outreach.Adapters.Register;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Register.Runs;
using Outreach.Testing.Azurite;
using Outreach.Testing.Register.Runs;
using Xunit;

namespace Outreach.Adapters.Tests.Register;

public sealed class TablesImportRunStoreTests : ImportRunStoreContract
{
    protected override async Task<IImportRunStore> CreateAsync() => new TablesImportRunStore(await AzuriteFixture.GetTablesAsync(TablesImportRunStore.Table));
}

public sealed class BlobImportFilesTests : ImportBlobsContract
{
    [Fact]
    [Trait("threat", "39")]
    public async Task Destroy_SnapshotAndLease_AreGoneToo()
    {
        OutreachStorage storage = await StorageAsync();
        BlobImportFiles files = new(storage);
        string name = $"c{RandomId.Create()[..12]}/kept";
        await files.PutAsync(ImportPlace.Landing, name, "x"u8.ToArray(), default);
        BlobContainerClient container = storage.Lists.GetBlobContainerClient(BlobImportFiles.LandingContainer);
        await container.GetBlobClient(name).CreateSnapshotAsync();

        Assert.Null(await files.DestroyAsync(ImportPlace.Landing, name, default));

        Assert.Empty(await container.GetBlobsAsync(BlobTraits.None, BlobStates.All, name, default).ToListAsync());
    }

    [Fact]
    public async Task Open_ChangedWhileItIsRead_SaysSo()
    {
        BlobImportFiles files = new(await StorageAsync());
        string name = $"c{RandomId.Create()[..12]}/changed";
        await files.PutAsync(ImportPlace.Landing, name, new byte[3 * 1024 * 1024], default);
        await using Stream file = (await files.OpenAsync(ImportPlace.Landing, name, "", default))!;
        byte[] buffer = new byte[1024];
        Assert.Equal(buffer.Length, await file.ReadAtLeastAsync(buffer, buffer.Length));

        await files.PutAsync(ImportPlace.Landing, name, new byte[3 * 1024 * 1024], default);

        await Assert.ThrowsAsync<Core.Register.Import.ExtractChangedException>(() => file.CopyToAsync(Stream.Null));
    }

    protected override async Task<IImportBlobs> CreateAsync() => new BlobImportFiles(await StorageAsync());

    private static async Task<OutreachStorage> StorageAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        foreach (string container in new[] { BlobImportFiles.LandingContainer, BlobImportFiles.PostedContainer, BlobImportFiles.PartsContainer, BlobImportFiles.RejectedContainer })
        {
            await storage.Lists.GetBlobContainerClient(container).CreateIfNotExistsAsync();
        }

        return storage;
    }
}
