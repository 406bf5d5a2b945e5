using System.Text.Json;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Adapters.Contacts;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Core.Register.Synthetic;
using Outreach.EndToEnd.Register;
using Outreach.LocalHost.Demonstration;
using Outreach.Testing.Register;
using Xunit;
using Xunit.Abstractions;

namespace Outreach.EndToEnd.ComplementaryOutreach;

/// <summary>`kill -9` of the real host at random moments of a wave, from its plan to its end: nobody twice, nobody lost.</summary>
public sealed class WaveKilledTests(ITestOutputHelper output)
{
    private const string Campaign = "killed-wave";
    private const int EachKind = 4;

    private static readonly CampaignId Id = CampaignId.Parse(Campaign);

    [Fact]
    [Trait("threat", "55")]
    [Trait("threat", "56")]
    [Trait("threat", "58")]
    [Trait("threat", "69")]
    public async Task Wave_HostKilledAtRandomMoments_SendsToEverybodyOnce()
    {
        output.WriteLine($"OUTREACH_SEED={RandomKills.Seed}");
        WavePeople people = WavePeople.Of(patients: 60, withoutDoctor: 0.8);
        await using StorageProxy storage = await StorageProxy.StartAsync();
        await using HostProcess host = await HostProcess.StartAsync(storage.Settings.Concat(WavePeople.Settings).ToDictionary(StringComparer.Ordinal));
        using HttpClient http = WholeAnswerHandler.CreateClient(host.Address);
        await (await AgentClient.SignInAsync(http, Story.Agent)).AsInsurer().OpenCampaignAsync(Campaign, "Killed", TimeProvider.System.GetUtcNow());
        AgentClient register = await AgentClient.SignInAsync(http, Story.RegisterAgent);
        await ImportStory.RunAsync(register, Campaign, "people", await people.ExtractAsync());
        WaveStory story = await WaveStory.SignInAsync(http, Campaign);
        string template = await story.ApproveWordsAsync();
        InsurerClient objecting = (await AgentClient.SignInAsync(http, Story.ObjectingAgent)).AsInsurer();
        IReadOnlyList<SyntheticPerson> selected = people.Selected;
        SyntheticPerson[] changed = [.. selected.Take(EachKind * EachKind)], during = [.. selected.TakeLast(EachKind * 2)];

        Task<string> wave = PlayAsync();
        var kills = new RandomKills(storage, host, RandomKills.Seed);
        await kills.DuringAsync(wave, most: 12, TimeSpan.FromMilliseconds(60), ("", 80), (TablesOutboxStore.Table, 25), (TablesOutboxStore.Table, 25));

        output.WriteLine($"{kills.Count} kills");
        Assert.InRange(kills.Count, 4, 12);
        ContactBook book = await LocalSecrets.OpenBookAsync(storage.Storage, host.Folder, Id);
        var id = new WaveId(await wave);
        List<OutboxMessage> rows = await ReadRowsAsync(new TablesOutboxStore(storage.Storage), book, id);
        SentMessages sent = await SentMessages.ReadAsync(http, host.Folder, Campaign, id.Value);
        AssertOnce(sent, rows);
        AssertNobodyLost(rows.ToDictionary(row => row.Person, row => row.State), book, selected, changed, during);
        await AssertCountsAsync(storage, book, id, rows);
        JsonElement evidence = await (await AgentClient.SignInAsync(http, Story.Auditor)).GetAsync($"api/campaigns/{Campaign}/evidence");
        Assert.Equal(sent.Ids.Count(), NumberOf(evidence, "solicitedWithoutPractitioner"));

        async Task<string> PlayAsync()
        {
            string planned = await story.PlanAsync(template, people.Departments);
            IReadOnlyDictionary<string, int> preview = await story.PreviewAsync(planned);
            Assert.Equal(
                (selected.Count(person => person.Person.Email.Length > 0), selected.Count(person => person.Person.Email.Length == 0)), (preview["Email"], preview["Letter"]));
            await ChangeAsync(register.AsInsurer(), objecting, changed);
            await story.ApproveAsync(planned);
            await Task.WhenAll(story.CompleteAsync(planned), ObjectAsync(objecting, during));
            return planned;
        }
    }

    /// <summary>Between preview and approval: some are vaccinated, die, find a doctor, object.</summary>
    private static async Task ChangeAsync(InsurerClient register, InsurerClient objecting, SyntheticPerson[] people)
    {
        SyntheticPerson[][] kinds = [.. people.Chunk(EachKind)];
        await register.UpdateRegisterAsync(
            Campaign,
            [
                .. kinds[0].Select(person => person with { Person = person.Person with { Vaccinated = true } }),
                .. kinds[1].Select(person => person with { Person = person.Person with { Deceased = true } }),
                .. kinds[2].Select(person => person with { TreatingDoctors = [SamplePeople.Doctors[0]] }),
            ]);
        await ObjectAsync(objecting, kinds[3]);
    }

    private static async Task ObjectAsync(InsurerClient objecting, SyntheticPerson[] people)
    {
        foreach (SyntheticPerson person in people)
        {
            await objecting.ObjectAsync(Campaign, person.Person);
        }
    }

    private static async Task<List<OutboxMessage>> ReadRowsAsync(TablesOutboxStore outbox, ContactBook book, WaveId wave)
    {
        List<OutboxMessage> rows = [];
        string? after = null;
        do
        {
            OutboxPage page = await outbox.ReadAsync(book, wave, after, CancellationToken.None);
            rows.AddRange(page.Messages.Select(message => message.Value));
            after = page.Next;
        }
        while (after is not null);
        return rows;
    }

    /// <summary>Whatever is said to be handed over went out once, over one channel, and nothing else did: outbox and dispatcher can always say what they took.</summary>
    private static void AssertOnce(SentMessages sent, List<OutboxMessage> rows)
    {
        Assert.Equal(rows.Count, rows.DistinctBy(row => row.Person).Count());
        Assert.All(rows, row => Assert.True(row.State is OutboxState.HandedOver or OutboxState.Withheld, $"{row} is {row.State}"));
        Assert.Equal(
            rows.Where(row => row.State == OutboxState.HandedOver).Select(row => row.Id.Value).Order(StringComparer.Ordinal), sent.Ids.Order(StringComparer.Ordinal));
        Assert.Equal(sent.Mails.Count, sent.Mails.DistinctBy(mail => mail.To).Count());
        Assert.Equal(sent.Letters.Count, sent.Letters.DistinctBy(letter => letter.FamilyName).Count());
    }

    private static void AssertNobodyLost(
        Dictionary<PatientRef, OutboxState> rows, ContactBook book, IReadOnlyList<SyntheticPerson> selected, SyntheticPerson[] changed, SyntheticPerson[] during)
    {
        PatientRef RefOf(SyntheticPerson person) => book.Secret.For(person.Person.Id);
        Assert.All(changed, person => Assert.DoesNotContain(RefOf(person), rows));
        Assert.All(selected.Except(changed).Except(during), person => Assert.Equal(OutboxState.HandedOver, rows.GetValueOrDefault(RefOf(person), OutboxState.Planned)));
        Assert.Subset(selected.Except(changed).Select(RefOf).ToHashSet(), rows.Keys.ToHashSet());
    }

    /// <summary>What the wave's record says, and the ledger, are what the messages say. Its shares told how far they were, and no more than is true: who objected since is not met again.</summary>
    private static async Task AssertCountsAsync(StorageProxy storage, ContactBook book, WaveId id, List<OutboxMessage> rows)
    {
        Wave wave = (await new TablesWaveStore(storage.Storage).FindAsync(Id, id, CancellationToken.None))!.Value;
        WaveTally shares = await new TablesShareTallies(storage.Storage, new TablesOutboxStore(storage.Storage)).ReadAsync(id, CancellationToken.None);
        Assert.Equal(MessageTally.Of(rows), wave.Tally);
        Assert.InRange(shares.HandedOver, 1, wave.Tally!.HandedOver);
        IReadOnlyDictionary<PatientRef, Contact> contacts = await new TablesContactLedger(storage.Storage, TimeProvider.System)
            .FindManyAsync(book, [.. rows.Select(row => row.Person)], CancellationToken.None);
        ContactAct act = ContactAct.ForWave(id.Value);
        Assert.All(rows, row => Assert.Equal(
            row.State == OutboxState.HandedOver, (contacts.GetValueOrDefault(row.Person) ?? Contact.Unknown).ClaimOf(act) is { SolicitedAt: not null }));
    }

    private static int NumberOf(JsonElement evidence, string key) => evidence.GetProperty("conditions").EnumerateArray()
        .SelectMany(condition => condition.GetProperty("numbers").EnumerateArray())
        .Single(number => number.GetProperty("key").GetString() == key).GetProperty("value").GetInt32();
}
