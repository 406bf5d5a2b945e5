using Microsoft.Extensions.Time.Testing;
using Outreach.Adapters.Contacts;
using Outreach.Core.Contacts;
using Outreach.Testing.Azurite;
using Outreach.Testing.Contacts;

namespace Outreach.Adapters.Tests.Contacts;

public sealed class TablesContactActsTests : ContactActsContract
{
    protected override async Task<IContactLedger> CreateAsync() =>
        new TablesContactLedger(await AzuriteFixture.GetTablesAsync(TablesContactLedger.Table), new FakeTimeProvider());
}
