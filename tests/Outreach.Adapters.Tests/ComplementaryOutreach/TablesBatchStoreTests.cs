using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Testing.Azurite;
using Outreach.Testing.ComplementaryOutreach;

namespace Outreach.Adapters.Tests.ComplementaryOutreach;

public sealed class TablesBatchStoreTests : BatchStoreContract
{
    protected override async Task<IBatchStore> CreateAsync() => new TablesBatchStore(await AzuriteFixture.GetTablesAsync(TablesBatchStore.Table));
}
