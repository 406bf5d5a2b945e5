using Azure.Data.Tables;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Register;
using Outreach.Testing.Azurite;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Adapters.Tests.ComplementaryOutreach;

public sealed class TablesOutboxStoreTests : OutboxStoreContract
{
    [Fact]
    [Trait("threat", "19")]
    public async Task Add_LeavesNoReferenceOfThePersonInClear()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesOutboxStore.Table);
        var wave = WaveId.Create();
        var person = new PatientRef(RandomId.Create());
        var message = new OutboxMessage(Book.Secret.For(wave, person), person, WaveShard.OfDepartment("75"), 0, 1, OutreachChannel.Email);

        await new TablesOutboxStore(storage).AddAsync(Book, wave, [message], default);

        List<TableEntity> rows = await storage.Data.GetTableClient(TablesOutboxStore.Table)
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {Book.Campaign.Value} and PartitionKey lt {Book.Campaign.Value + "~~"}")).ToListAsync();
        string text = string.Join('|', Assert.Single(rows).Select(property => $"{property.Key}={property.Value}"));
        Assert.Contains(message.Id.Value, text, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Value, text, StringComparison.Ordinal);
    }

    protected override async Task<IOutboxStore> CreateAsync() => new TablesOutboxStore(await AzuriteFixture.GetTablesAsync(TablesOutboxStore.Table));
}

public sealed class TablesWaveAllowancesTests : WaveAllowancesContract
{
    protected override async Task<IWaveAllowances> CreateAsync() => new TablesWaveAllowances(await AzuriteFixture.GetTablesAsync(TablesOutboxStore.Table));
}

public sealed class TablesShareTalliesTests : ShareTalliesContract
{
    protected override async Task<IShareTallies> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesOutboxStore.Table, TablesShareTallies.Table);
        return new TablesShareTallies(storage, new TablesOutboxStore(storage));
    }
}
