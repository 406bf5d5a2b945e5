using Outreach.Adapters.Contacts;
using Outreach.Core.Contacts;
using Outreach.Testing.Azurite;
using Outreach.Testing.Contacts;

namespace Outreach.Adapters.Tests.Contacts;

public sealed class TablesObjectionCountStoreTests : ObjectionCountStoreContract
{
    protected override async Task<IObjectionCountStore> CreateAsync() =>
        new TablesObjectionCountStore(await AzuriteFixture.GetTablesAsync(TablesObjectionCountStore.Table));
}
