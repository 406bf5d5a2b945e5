using Outreach.Adapters.Deletion;
using Outreach.Adapters.Lists;
using Outreach.Adapters.Storage;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Testing.Azurite;
using Outreach.Testing.Deletion;
using Outreach.Testing.Lists;

namespace Outreach.Adapters.Tests.Lists;

/// <summary>The contracts of Lists and Deletion, on Azure Storage and in memory.</summary>
public sealed class TablesListStoreTests : ListStoreContract
{
    protected override async Task<IListStore> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        await storage.Data.CreateTableIfNotExistsAsync(TablesListStore.Table);
        return new TablesListStore(storage);
    }
}

public sealed class InMemoryListStoreTests : ListStoreContract
{
    protected override Task<IListStore> CreateAsync() => Task.FromResult<IListStore>(new InMemoryListStore());
}

public sealed class TablesListRequestStoreTests : ListRequestStoreContract
{
    protected override async Task<IListRequestStore> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        await storage.Data.CreateTableIfNotExistsAsync(TablesListRequestStore.RequestsTable);
        await storage.Data.CreateTableIfNotExistsAsync(TablesListRequestStore.DoctorsTable);
        return new TablesListRequestStore(storage);
    }
}

public sealed class InMemoryListRequestStoreTests : ListRequestStoreContract
{
    protected override Task<IListRequestStore> CreateAsync() => Task.FromResult<IListRequestStore>(new InMemoryListRequestStore());
}

public sealed class BlobSealedStoreTests : SealedBlobStoreContract
{
    protected override async Task<ISealedBlobStore> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        await storage.Lists.GetBlobContainerClient(BlobSealedStore.Container).CreateIfNotExistsAsync();
        return new BlobSealedStore(storage, new BlobReadAddresses(storage, TimeProvider.System));
    }
}

public sealed class InMemorySealedBlobStoreTests : SealedBlobStoreContract
{
    protected override Task<ISealedBlobStore> CreateAsync() =>
        Task.FromResult<ISealedBlobStore>(new InMemorySealedBlobStore(TimeProvider.System));
}

public sealed class TablesDeletionLedgerTests : DeletionLedgerContract
{
    protected override async Task<IDeletionLedger> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        await storage.Data.CreateTableIfNotExistsAsync(TablesDeletionLedger.Table);
        return new TablesDeletionLedger(storage);
    }
}

public sealed class InMemoryDeletionLedgerTests : DeletionLedgerContract
{
    protected override Task<IDeletionLedger> CreateAsync() => Task.FromResult<IDeletionLedger>(new InMemoryDeletionLedger());
}
