using Outreach.Adapters.Campaigns;
using Outreach.Core.Campaigns;
using Outreach.Testing.Azurite;
using Outreach.Testing.Campaigns;

namespace Outreach.Adapters.Tests.Campaigns;

public sealed class TablesCampaignStoreTests : CampaignStoreContract
{
    protected override async Task<ICampaignStore> CreateAsync() => new TablesCampaignStore(await AzuriteFixture.GetTablesAsync(TablesCampaignStore.Table));
}

public sealed class InMemoryCampaignStoreTests : CampaignStoreContract
{
    protected override Task<ICampaignStore> CreateAsync() => Task.FromResult<ICampaignStore>(new InMemoryCampaignStore());
}
