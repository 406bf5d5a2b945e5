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

public sealed class TablesRegisterTests : RegisterContract
{
    private static readonly PractitionerRef Doctor = new("00000000000000000000000000000001");
    private static readonly PractitionerRef Other = new("00000000000000000000000000000002");

    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    [Fact]
    [Trait("threat", "19")]
    public async Task Write_EveryRow_HoldsNoPersonalDataInClear()
    {
        OutreachStorage storage = await LoadAsync(300);

        List<TableEntity> rows = await RowsAsync(storage);

        string stored = string.Join('\n', rows.SelectMany(row => row.Select(column => $"{column.Key}={column.Value}")));
        Assert.NotEmpty(rows);
        foreach (InsuredPerson person in SamplePeople.OfOneDoctor(Doctor, 300).Select(placement => placement.Person))
        {
            Assert.DoesNotContain(person.Id.Number, stored, StringComparison.Ordinal);
            Assert.DoesNotContain(person.FamilyName, stored, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("threat", "4")]
    public async Task Read_RowMovedToAnotherDoctor_IsRefused()
    {
        OutreachStorage storage = await LoadAsync(300);
        foreach (TableEntity row in await RowsAsync(storage))
        {
            TableEntity moved = new($"{_campaign.Value}~{Other.Value}", row.RowKey) { ["Sealed"] = row.GetString("Sealed") };
            await Table(storage).AddEntityAsync(moved);
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(storage, Other));
        Assert.Equal(300, (await ReadAsync(storage, Doctor)).Count);
    }

    [Theory]
    [Trait("threat", "4")]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Read_RowReplacedByAnotherOfTheSameDoctor_IsRefused(int target, int source)
    {
        OutreachStorage storage = await LoadAsync(300);
        List<TableEntity> rows = await RowsAsync(storage);
        rows[target]["Sealed"] = rows[source].GetString("Sealed");

        await Table(storage).UpsertEntityAsync(rows[target], TableUpdateMode.Replace);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(storage, Doctor));
    }

    [Theory]
    [Trait("threat", "1")]
    [InlineData(0)] // header
    [InlineData(2)] // nonce
    [InlineData(3)] // ciphertext
    [InlineData(4)] // tag
    public async Task Read_RowChangedInOnePart_IsRefused(int part)
    {
        OutreachStorage storage = await LoadAsync(3);
        TableEntity row = Assert.Single(await RowsAsync(storage));
        string[] parts = row.GetString("Sealed").Split('.');
        parts[part] = (parts[part][0] == 'A' ? 'B' : 'A') + parts[part][1..];
        row["Sealed"] = string.Join('.', parts);

        await Table(storage).UpsertEntityAsync(row, TableUpdateMode.Replace);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(storage, Doctor));
    }

    [Theory]
    [Trait("threat", "2")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Read_RowTakenAway_IsNoticed(int missing)
    {
        OutreachStorage storage = await LoadAsync(210);
        List<TableEntity> rows = await RowsAsync(storage);
        Assert.Equal(3, rows.Count);

        await Table(storage).DeleteEntityAsync(rows[missing].PartitionKey, rows[missing].RowKey);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(storage, Doctor));
    }

    [Fact]
    public async Task Read_AnotherSecret_IsRefused()
    {
        OutreachStorage storage = await LoadAsync(3);
        CampaignSecret another = new(new byte[32]);

        await Assert.ThrowsAsync<InvalidDataException>(
            async () => await new TablesRegister(storage).ReadPatientsAsync(_campaign, another, Doctor, default).ToListAsync());
    }

    [Fact]
    public async Task Sweep_AfterANewImport_LeavesNoRowOfTheOldOne()
    {
        OutreachStorage storage = await LoadAsync(300);

        await LoadAsync(60);

        Assert.Single(await RowsAsync(storage));
    }

    [Fact]
    public async Task Read_WhileImportsReplaceEachOther_IsAlwaysOneWholeGeneration()
    {
        OutreachStorage storage = await LoadAsync(200);
        int[] sizes = [200, 330, 200, 330, 200];

        Task imports = Task.Run(async () =>
        {
            foreach (int size in sizes)
            {
                await LoadAsync(size);
            }
        });
        List<int> seen = [];
        while (!imports.IsCompleted)
        {
            seen.Add((await ReadAsync(storage, Doctor)).Count);
        }

        await imports;
        Assert.All(seen, count => Assert.Contains(count, sizes));
    }

    protected override async Task<(IRegister Register, IRegisterWriter Writer)> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesRegister.Table);
        return (new TablesRegister(storage), new TablesRegisterWriter(storage, new FakeTimeProvider()));
    }

    private static TableClient Table(OutreachStorage storage) => storage.Data.GetTableClient(TablesRegister.Table);

    private async Task<OutreachStorage> LoadAsync(int people)
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesRegister.Table);
        TablesRegisterWriter writer = new(storage, new FakeTimeProvider());
        RegisterImport import = await writer.StartAsync(_campaign, $"{people}", default);
        await writer.WriteAsync(
            _campaign, SamplePeople.Secret, import.Generation, SamplePeople.OfOneDoctor(Doctor, people).ToAsyncEnumerable(), default);
        await writer.CompleteAsync(_campaign, import with { State = RegisterImportState.Complete }, default);
        await writer.SweepAsync(_campaign, import.Generation, default);
        return storage;
    }

    /// <summary>Rows that hold people.</summary>
    private async Task<List<TableEntity>> RowsAsync(OutreachStorage storage)
    {
        string partition = $"{_campaign.Value}~{Doctor.Value}";
        return await Table(storage).QueryAsync<TableEntity>(row => row.PartitionKey == partition).ToListAsync();
    }

    private async Task<List<RegisterEntry>> ReadAsync(OutreachStorage storage, PractitionerRef doctor) =>
        await new TablesRegister(storage).ReadPatientsAsync(_campaign, SamplePeople.Secret, doctor, default).ToListAsync();
}
