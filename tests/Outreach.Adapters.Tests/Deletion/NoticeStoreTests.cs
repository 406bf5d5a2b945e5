using Outreach.Adapters.Campaigns;
using Outreach.Adapters.Deletion;
using Outreach.Adapters.Tests.Campaigns;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion.Notices;
using Outreach.Testing.Azurite;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Deletion;
using Xunit;

namespace Outreach.Adapters.Tests.Deletion;

/// <summary>The contracts of notices, on Azure Storage and in memory.</summary>
public sealed class TablesAttestationStoreTests : AttestationStoreContract
{
    protected override async Task<IAttestationStore> CreateAsync() =>
        new TablesAttestationStore(await AzuriteFixture.GetTablesAsync(TablesAttestationStore.Table));
}

public sealed class InMemoryAttestationStoreTests : AttestationStoreContract
{
    protected override Task<IAttestationStore> CreateAsync() => Task.FromResult<IAttestationStore>(new InMemoryAttestationStore());
}

public sealed class TablesMailEntryStoreTests : MailEntryStoreContract
{
    protected override async Task<IMailEntryStore> CreateAsync() =>
        new TablesMailEntryStore(await AzuriteFixture.GetTablesAsync(TablesMailEntryStore.Table));
}

public sealed class InMemoryMailEntryStoreTests : MailEntryStoreContract
{
    protected override Task<IMailEntryStore> CreateAsync() => Task.FromResult<IMailEntryStore>(new InMemoryMailEntryStore());
}

/// <summary>A campaign's two keys in one vault: neither finds, unwraps or ends the other.</summary>
public sealed class NoticeKeyVaultTests : CampaignKeysContract
{
    private static readonly CampaignId Autumn = CampaignId.Parse("autumn-2026");

    [Fact]
    [Trait("threat", "9")]
    public async Task Keys_OfTwoPurposesInOneVault_KnowNothingOfEachOther()
    {
        var vault = new FakeVault(Time);
        var lists = new KeyVaultCampaignKeys(vault, Time);
        var notices = new KeyVaultCampaignKeys(vault, Time, KeyVaultCampaignKeys.NoticesPrefix);
        CampaignKey list = (await lists.CreateAsync(Autumn, SampleCampaign.Opens.AddDays(1), default))!;
        CampaignKey notice = (await notices.CreateAsync(Autumn, SampleCampaign.Opens.AddDays(1), default))!;

        Assert.Null(await lists.FindAsync(notice.KeyId, default));
        Assert.Null(await notices.UnwrapAsync(list.KeyId, list.Wrap([1]), default));
        await lists.DisableAsync(Autumn, default);
        await lists.DeleteAsync(Autumn, default);

        Assert.Equal([1], await notices.UnwrapAsync(notice.KeyId, notice.Wrap([1]), default));
    }

    protected override ICampaignKeys Create() => new KeyVaultCampaignKeys(new FakeVault(Time), Time, KeyVaultCampaignKeys.NoticesPrefix);
}
