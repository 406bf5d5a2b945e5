using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Testing.Azurite;
using Outreach.Testing.ComplementaryOutreach;

namespace Outreach.Adapters.Tests.ComplementaryOutreach;

public sealed class TablesMessageTemplateStoreTests : MessageTemplateStoreContract
{
    protected override async Task<IMessageTemplateStore> CreateAsync() =>
        new TablesMessageTemplateStore(await AzuriteFixture.GetTablesAsync(TablesMessageTemplateStore.Table));
}

public sealed class InMemoryMessageTemplateStoreTests : MessageTemplateStoreContract
{
    protected override Task<IMessageTemplateStore> CreateAsync() => Task.FromResult<IMessageTemplateStore>(new InMemoryMessageTemplateStore());
}
