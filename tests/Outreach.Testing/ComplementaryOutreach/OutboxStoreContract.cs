using Outreach.Core;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IOutboxStore"/> promises.</summary>
public abstract class OutboxStoreContract
{
    private readonly WaveId _wave = WaveId.Create();

    protected ContactBook Book { get; } = new(SamplePeople.NewCampaign(), SamplePeople.Secret, Cap: 1, Generation: 1);

    protected abstract Task<IOutboxStore> CreateAsync();

    [Fact]
    [Trait("threat", "56")]
    public async Task Add_MessagesOfWhichSomeAreThere_KeepsThoseAsTheyAre()
    {
        IOutboxStore outbox = await CreateAsync();
        OutboxMessage[] messages = Messages(300);
        IReadOnlyList<Versioned<OutboxMessage>> first = await outbox.AddAsync(Book, _wave, messages[..120], default);
        Versioned<OutboxMessage> marked = Assert.Single(await outbox.ReplaceAsync(Book, _wave, [Marked(first[5])], default));

        IReadOnlyList<Versioned<OutboxMessage>> all = await outbox.AddAsync(
            Book, _wave, [.. messages.Select(message => message with { Shard = WaveShard.OfDepartment("2A"), Page = 9 })], default);

        Assert.Equal(300, all.Count);
        Assert.Equal(marked, all.Single(row => row.Value.Id == marked.Value.Id));
        Assert.Equal(120, all.Count(row => row.Value.Shard == WaveShard.OfDepartment("75")));
        Assert.Equal(messages.Select(message => (message.Id, message.Person)).ToHashSet(), all.Select(row => (row.Value.Id, row.Value.Person)).ToHashSet());
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task Add_ByTwoAtOnce_IsOneRowEach()
    {
        IOutboxStore outbox = await CreateAsync();
        OutboxMessage[] messages = Messages(100);

        IReadOnlyList<Versioned<OutboxMessage>>[] both = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(page => Task.Run(() => outbox.AddAsync(Book, _wave, [.. messages.Select(message => message with { Page = page })], default))));

        Assert.Equal(both[0].ToHashSet(), both[1].ToHashSet());
        Assert.Equal(100, both[0].Count);
    }

    [Fact]
    public async Task Replace_OnTheVersionRead_WritesThose_AndLeavesTheOthers()
    {
        IOutboxStore outbox = await CreateAsync();
        IReadOnlyList<Versioned<OutboxMessage>> rows = await outbox.AddAsync(Book, _wave, Messages(40), default);
        await outbox.ReplaceAsync(Book, _wave, [.. rows.Take(10).Select(Marked)], default);

        IReadOnlyList<Versioned<OutboxMessage>> written = await outbox.ReplaceAsync(Book, _wave, [.. rows.Select(Marked)], default);

        Assert.Equal(rows.Skip(10).Select(row => row.Value.Id).ToHashSet(), written.Select(row => row.Value.Id).ToHashSet());
        IReadOnlyList<Versioned<OutboxMessage>> stored = await outbox.FindManyAsync(Book, _wave, [.. rows.Select(row => row.Value)], default);
        Assert.All(stored, row => Assert.Equal((OutboxState.Attempting, 3), (row.Value.State, row.Value.Part)));
        Assert.Equal(written.ToHashSet(), stored.Where(row => written.Contains(row)).ToHashSet());
    }

    [Fact]
    public async Task Read_PageByPage_GivesEveryMessageOfTheWaveOnce_AndNoOther()
    {
        IOutboxStore outbox = await CreateAsync();
        IReadOnlyList<Versioned<OutboxMessage>> rows = await outbox.AddAsync(Book, _wave, Messages(230), default);
        await outbox.AddAsync(Book, WaveId.Create(), Messages(20), default);

        List<Versioned<OutboxMessage>> read = [];
        string? after = null;
        do
        {
            OutboxPage page = await outbox.ReadAsync(Book, _wave, after, default);
            read.AddRange(page.Messages);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(rows.Count, read.Count);
        Assert.Equal(rows.ToHashSet(), read.ToHashSet());
    }

    [Fact]
    public async Task Report_OfHandedOverMessages_CountsOnce_AndOthersAreUnknown()
    {
        IOutboxStore outbox = await CreateAsync();
        IReadOnlyList<Versioned<OutboxMessage>> rows = await outbox.AddAsync(Book, _wave, Messages(30), default);
        rows = await outbox.ReplaceAsync(Book, _wave, [.. rows.Select(Marked)], default);
        rows = await outbox.ReplaceAsync(
            Book, _wave, [.. rows.Take(20).Select(row => row with { Value = row.Value.Next(OutboxState.HandedOver, row.Value.At) })], default);
        DeliveryReport[] reports =
        [
            .. rows.Take(12).Select(row => new DeliveryReport(row.Value.Id, DeliveryState.Delivered)),
            new DeliveryReport(new MessageId(RandomId.Create()), DeliveryState.Delivered),
        ];

        Assert.Equal(new DeliveryOutcome(12, 0, 1), await outbox.ReportAsync(Book.Campaign, _wave, reports, default));
        Assert.Equal(new DeliveryOutcome(0, 12, 1), await outbox.ReportAsync(Book.Campaign, _wave, reports, default));
        Assert.Equal(
            new DeliveryOutcome(1, 1, 0),
            await outbox.ReportAsync(Book.Campaign, _wave, [reports[0], reports[0] with { Delivery = DeliveryState.Undelivered }], default));

        Assert.Equal((11, 1), await outbox.CountDeliveriesAsync(Book.Campaign, _wave, default));
        Assert.Equal((0, 0), await outbox.CountDeliveriesAsync(Book.Campaign, WaveId.Create(), default));
    }

    [Fact]
    public async Task ForgetCampaign_RemovesAtMostSoMany_AndNoOthers()
    {
        IOutboxStore outbox = await CreateAsync();
        ContactBook other = Book with { Campaign = SamplePeople.NewCampaign() };
        OutboxMessage[] messages = Messages(25);
        await outbox.AddAsync(Book, _wave, messages, default);
        await outbox.AddAsync(other, _wave, messages, default);

        Assert.Equal(20, await outbox.ForgetCampaignAsync(Book.Campaign, 20, default));
        Assert.Equal(5, await outbox.ForgetCampaignAsync(Book.Campaign, 20, default));
        Assert.Equal(0, await outbox.ForgetCampaignAsync(Book.Campaign, 20, default));
        Assert.Equal(25, (await outbox.FindManyAsync(other, _wave, messages, default)).Count);
    }

    private static Versioned<OutboxMessage> Marked(Versioned<OutboxMessage> row) =>
        row with { Value = row.Value.Next(OutboxState.Attempting, row.Value.At.AddMinutes(1)) with { Part = 3 } };

    private OutboxMessage[] Messages(int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => new PatientRef(RandomId.Create())).Select(person => new OutboxMessage(
            Book.Secret.For(_wave, person), person, WaveShard.OfDepartment("75"), Page: 3, Generation: 1, OutreachChannel.Sms) { At = DateTimeOffset.UnixEpoch }),
    ];
}
