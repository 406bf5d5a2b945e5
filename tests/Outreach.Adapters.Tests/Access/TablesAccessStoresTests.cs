using Azure.Data.Tables;
using Outreach.Adapters.Access;
using Outreach.Adapters.Storage;
using Outreach.Core.Access.Habilitations;
using Outreach.Core.Access.SignIn;
using Outreach.Testing.Access;
using Outreach.Testing.Azurite;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Adapters.Tests.Access;

public sealed class TablesHabilitationStoreTests : HabilitationStoreContract
{
    /// <summary>Whoever reads the table learns purposes and times of pseudonyms, and nobody's name.</summary>
    [Fact]
    [Trait("threat", "19")]
    public async Task Add_Name_IsSealedAtRest_AndOpensInItsOwnRowAlone()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesHabilitationStore.Table);
        var store = new TablesHabilitationStore(storage, new HabilitationNames(SamplePeople.Pseudonyms));
        TableClient table = storage.Data.GetTableClient(TablesHabilitationStore.Table);
        string agent = SampleHabilitation.NewAgent();
        Habilitation own = SampleHabilitation.Of(agent), other = SampleHabilitation.Of(agent);
        await store.AddAsync(own, default);
        await store.AddAsync(other, default);

        TableEntity row = await table.GetEntityAsync<TableEntity>(own.Id.OfAgent, own.Id.Value);
        Assert.All(row.Select(member => member.Value).OfType<string>(), text => Assert.DoesNotContain("TEST", text, StringComparison.Ordinal));

        TableEntity foreign = await table.GetEntityAsync<TableEntity>(other.Id.OfAgent, other.Id.Value);
        row["SealedName"] = foreign["SealedName"];
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        Assert.Equal("", (await store.FindAsync(own.Id, default))!.Value.Name);
        Assert.Equal(SampleHabilitation.Name, (await store.FindAsync(other.Id, default))!.Value.Name);
    }

    protected override async Task<IHabilitationStore> CreateAsync() => new TablesHabilitationStore(
        await AzuriteFixture.GetTablesAsync(TablesHabilitationStore.Table), new HabilitationNames(SamplePeople.Pseudonyms));
}

public sealed class TablesSignInBindingStoreTests : SignInBindingStoreContract
{
    protected override async Task<ISignInBindingStore> CreateAsync() =>
        new TablesSignInBindingStore(await AzuriteFixture.GetTablesAsync(TablesSignInBindingStore.Table));
}
