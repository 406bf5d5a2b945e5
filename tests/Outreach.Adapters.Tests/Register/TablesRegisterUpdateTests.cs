using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using Outreach.Adapters.Register;
using Outreach.Adapters.Storage;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Testing.Azurite;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Adapters.Tests.Register;

public sealed class TablesRegisterUpdateTests : RegisterUpdateContract
{
    private static readonly PractitionerRef Doctor = new("00000000000000000000000000000001");
    private static readonly PractitionerRef Other = new("00000000000000000000000000000002");

    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    [Fact]
    [Trait("threat", "19")]
    public async Task Update_Row_HoldsNoPersonalDataInClear()
    {
        (OutreachStorage storage, InsuredPerson person) = await UpdateAsync();

        TableEntity row = Assert.Single(await RowsAsync(storage, Doctor));

        string stored = string.Join('\n', row.Select(column => $"{column.Key}={column.Value}"));
        Assert.DoesNotContain(person.Id.Number, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(person.FamilyName, stored, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "4")]
    public async Task Read_UpdateMovedToAnotherDoctor_IsRefused()
    {
        (OutreachStorage storage, _) = await UpdateAsync();
        TableEntity row = Assert.Single(await RowsAsync(storage, Doctor));

        TableEntity moved = new($"{_campaign.Value}~{Other.Value}", row.RowKey) { ["Sealed"] = row.GetString("Sealed") };
        await storage.Data.GetTableClient(TablesRegister.Table).AddEntityAsync(moved);

        await Assert.ThrowsAsync<InvalidDataException>(
            async () => await new TablesRegister(storage).ReadPatientsAsync(_campaign, SamplePeople.Secret, Other, default).ToListAsync());
    }

    [Fact]
    public async Task Sweep_AfterANewImport_LeavesNoUpdateOfTheOldOne()
    {
        (OutreachStorage storage, _) = await UpdateAsync();

        await new TablesRegisterWriter(storage, new FakeTimeProvider()).SweepAsync(_campaign, generation: 2, default);

        Assert.Empty(await RowsAsync(storage, Doctor));
    }

    protected override async Task<(IRegister Register, IRegisterWriter Writer)> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesRegister.Table);
        return (new TablesRegister(storage), new TablesRegisterWriter(storage, new FakeTimeProvider()));
    }

    private async Task<(OutreachStorage Storage, InsuredPerson Person)> UpdateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesRegister.Table);
        TablesRegisterWriter writer = new(storage, new FakeTimeProvider());
        RegisterImport import = await writer.StartAsync(_campaign, "nobody", default);
        await writer.CompleteAsync(_campaign, import with { State = RegisterImportState.Complete }, default);
        RegisterPlacement person = SamplePeople.OfOneDoctor(Doctor, 1)[0];
        await writer.UpdateAsync(_campaign, SamplePeople.Secret, import.Generation, [person], default);
        return (storage, person.Person);
    }

    private async Task<List<TableEntity>> RowsAsync(OutreachStorage storage, PractitionerRef doctor)
    {
        string partition = $"{_campaign.Value}~{doctor.Value}";
        return await storage.Data.GetTableClient(TablesRegister.Table).QueryAsync<TableEntity>(row => row.PartitionKey == partition).ToListAsync();
    }
}
