using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Testing.Azurite;
using Outreach.Testing.ComplementaryOutreach;

namespace Outreach.Adapters.Tests.ComplementaryOutreach;

public sealed class TablesPaceStoreTests : PaceStoreContract
{
    protected override async Task<IPaceStore> CreateAsync() => new TablesPaceStore(await AzuriteFixture.GetTablesAsync(TablesPaceStore.Table));
}
