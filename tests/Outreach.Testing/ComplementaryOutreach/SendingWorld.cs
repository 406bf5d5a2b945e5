using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Synthetic;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Contacts;
using Outreach.Testing.Faults;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Where a wave keeps what it must not forget: in memory, or on an emulator.</summary>
public sealed record SendingStores(IContactLedger Ledger, IOutboxStore Outbox, IWaveAllowances Allowances, IShareTallies Tallies)
{
    public static SendingStores InMemory(TimeProvider time)
    {
        var outbox = new InMemoryOutboxStore();
        return new SendingStores(new InMemoryContactLedger(time), outbox, new InMemoryWaveAllowances(), new InMemoryShareTallies(outbox));
    }
}

/// <summary>Everything that sending a wave needs: an open campaign, a register in pages, channels that remember, a clock, and kills at any step.</summary>
public sealed class SendingWorld : IDisposable
{
    private const int PageSize = 6;

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly InMemoryCampaignKeys _keys;
    private readonly TimeProvider _time;
    private CampaignSecrets? _secrets;

    private SendingWorld(TimeProvider time, SendingStores stores, int cap)
    {
        _time = time;
        _keys = new InMemoryCampaignKeys(time);
        Stores = stores;
        Audit = new InMemoryAuditTrail(time);
        Pace = new FakePace(time);
        Campaign = SampleCampaign.Create(NewCampaign()) with
        {
            OpensAt = time.GetUtcNow().AddDays(-1),
            EndsAt = time.GetUtcNow().AddMonths(6),
            Policy = new CampaignPolicy { SolicitationsPerPerson = cap },
        };
        Wave = NewWave();
    }

    public static IReadOnlyList<WaveShard> Shards { get; } = [.. new[] { "13", "2A", "974" }.Select(WaveShard.OfDepartment)];

    public FakeTimeProvider Time => (FakeTimeProvider)_time;

    /// <summary>Of the process that runs now; one that was killed stays dead when another plan takes its place.</summary>
    public FaultPlan Faults { get; set; } = new();

    public SendingStores Stores { get; }

    public InMemoryCampaignStore Campaigns { get; } = new();

    public InMemoryAuditTrail Audit { get; }

    public InMemoryWaveStore Waves { get; } = new();

    public InMemoryOutreachExceptionStore Exceptions { get; } = new();

    public ScriptedRegisterPages Pages { get; } = new();

    public FakePace Pace { get; }

    /// <summary>Cannot say what it took.</summary>
    public FakeChannel Email { get; } = new(OutreachChannel.Email, largestPart: 1, canSay: false);

    public FakeChannel Sms { get; } = new(OutreachChannel.Sms, largestPart: 4);

    public Campaign Campaign { get; private set; }

    public Wave Wave { get; set; }

    public CampaignSecret Secret => new(_secret);

    public ContactBook Book => new(Campaign.Id, Secret, Campaign.Policy.SolicitationsPerPerson, Pages.Generation);

    public ContactAct Act => ContactAct.ForWave(Wave.Id.Value);

    /// <summary>Of the register as it was imported first; one in three has an e-mail address, all a telephone.</summary>
    public IReadOnlyList<RegisterEntry> People { get; private set; } = [];

    public StartWaveHandler Start { get; private set; } = null!;

    public SendPageHandler Send { get; private set; } = null!;

    public ReconcileWaveHandler Reconcile { get; private set; } = null!;

    public SettleWaveHandler End { get; private set; } = null!;

    public ReportDeliveriesHandler Report { get; private set; } = null!;

    /// <param name="people">Of each share.</param>
    public static async Task<SendingWorld> CreateAsync(int people = 10, int cap = 1, TimeProvider? time = null, SendingStores? stores = null, FaultPlan? faults = null)
    {
        TimeProvider clock = time ?? new FakeTimeProvider(SampleCampaign.Opens.AddDays(1).AddHours(10));
        var world = new SendingWorld(clock, stores ?? SendingStores.InMemory(clock), cap) { Faults = faults ?? new FaultPlan() };
        CampaignKey key = (await world._keys.CreateAsync(world.Campaign.Id, world.Campaign.EndsAt, default))!;
        world.Campaign = world.Campaign with { KeyId = key.KeyId, WrappedSecret = key.Wrap(world._secret) };
        await world.Campaigns.AddAsync(world.Campaign, default);
        world.People = [.. world.NewPeople(people)];
        world.Import(world.People);
        await world.Waves.AddAsync(world.Wave, default);
        world.Restart();
        return world;
    }

    public Wave NewWave() => new(
        WaveId.Create(), Campaign.Id, WaveState.Running,
        new WavePlan(WaveGroup.WithoutPractitioner, "autumn", 1, [OutreachChannel.Email, OutreachChannel.Sms], [.. Shards.Select(shard => shard.Department!)]),
        "Insurer:0123456789abcdef0123456789abcdef", _time.GetUtcNow());

    /// <summary>A newer import of these people, in pages of their departments, in the order given.</summary>
    public void Import(IEnumerable<RegisterEntry> people)
    {
        RegisterEntry[] all = [.. people];
        Pages.Import(Shards.ToDictionary(
            shard => shard, shard => all.Where(entry => entry.Person.Department == shard.Department).Chunk(PageSize).ToArray()));
    }

    /// <summary>A new process on the same storage.</summary>
    public void Restart()
    {
        Faults.Restart();
        _secrets?.Dispose();
        _secrets = new CampaignSecrets(_keys, _time);
        var waves = Faults.Watch<IWaveStore>(Waves);
        var outbox = Faults.Watch(Stores.Outbox);
        var ledger = Faults.Watch(Stores.Ledger);
        var tallies = Faults.Watch(Stores.Tallies);
        var pages = Faults.Watch<IRegisterPages>(Pages);
        var gate = new CampaignGate(Campaigns, new CampaignKeyRing(_keys, _time), _secrets, _time);
        var books = new ContactBooks(gate, _secrets, new Imports(Pages));
        var words = new PlainMessages();
        var runs = new WaveRuns(waves, gate, books, words, Exceptions);
        var channels = new OutreachChannels([Faults.Watch<IOutreachChannel>(Email), Faults.Watch<IOutreachChannel>(Sms)]);
        var solicitations = new Solicitations(ledger, outbox, _time);
        var parts = new PartSender(solicitations, outbox, channels, new MessageWriter(words, new PublicAddress(new Uri("https://outreach.example"))), _time);
        var work = new PageWork(
            pages, new PagePlanner(ledger, outbox, Faults.Watch(Stores.Allowances), _time), new PageSender(parts, Faults.Watch<ISendingPace>(Pace), runs, pages, _time), tallies, _time);
        Start = new StartWaveHandler(waves, books);
        Send = new SendPageHandler(runs, work, _time);
        Reconcile = new ReconcileWaveHandler(books, gate, outbox, solicitations, new PartReceipts(outbox, channels, _time));
        End = new SettleWaveHandler(new WaveJournal(waves, Faults.Watch<IAuditTrail>(Audit), _time), tallies, new WaveClaims(books, ledger));
        Report = new ReportDeliveriesHandler(waves, outbox, Audit);
    }

    public MessageId MessageOf(int person) => Secret.For(Wave.Id, People[person].Ref);

    public Task<ContactStep> ApplyAsync(PatientRef person, ContactEvent happened) => Stores.Ledger.ApplyAsync(Book, person, happened, default);

    public Task<ContactStep> ObjectAsync(PatientRef person) =>
        ApplyAsync(person, new ContactEvent.Objected(new Objection(RandomId.Create(), _time.GetUtcNow(), ObjectionOrigin.Person)));

    /// <summary>As somebody with the right to does in the vault; known to the next process.</summary>
    public Task DisableKeyAsync() => _keys.DisableAsync(Campaign.Id, default);

    public async Task CloseAsync()
    {
        Versioned<Campaign> stored = (await Campaigns.FindAsync(Campaign.Id, default))!;
        await Campaigns.ReplaceAsync(stored.Value with { State = CampaignState.Closed, ClosedAt = _time.GetUtcNow() }, stored.ETag, default);
    }

    public void Cancel() => Waves.Set(Wave with { State = WaveState.Cancelling });

    public async Task<Wave> FindWaveAsync() => (await Waves.FindAsync(Campaign.Id, Wave.Id, default))!.Value;

    public async Task<IReadOnlyList<OutboxMessage>> MessagesAsync()
    {
        List<OutboxMessage> messages = [];
        string? after = null;
        do
        {
            OutboxPage page = await Stores.Outbox.ReadAsync(Book, Wave.Id, after, default);
            messages.AddRange(page.Messages.Select(row => row.Value));
            after = page.Next;
        }
        while (after is not null);
        return messages;
    }

    /// <summary>After its end: everybody who was ever claimed has exactly one outcome, claims and outbox agree, and nobody was written to twice.</summary>
    public async Task RequireSettledAsync()
    {
        OutgoingMessage[] taken = [.. Email.Taken, .. Sms.Taken];
        Assert.Equal(taken.Length, taken.Select(message => message.Person.Id).Distinct().Count());
        IReadOnlyList<OutboxMessage> messages = await MessagesAsync();
        Dictionary<MessageId, OutboxMessage> byId = messages.ToDictionary(message => message.Id);
        Assert.All(taken, message => Assert.True(
            byId[message.Id].State is OutboxState.HandedOver or OutboxState.Uncertain, $"a message that was taken is {byId[message.Id].State}"));
        HashSet<MessageId> ids = [.. taken.Select(message => message.Id)];
        Assert.All(messages.Where(message => message.State == OutboxState.HandedOver), message => Assert.Contains(message.Id, ids));
        Assert.All(messages, message => Assert.True(message.IsOver, $"a message is {message.State} after the end"));
        foreach (RegisterEntry entry in People)
        {
            bool claimed = (await Stores.Ledger.FindAsync(Book, entry.Ref, default)).ClaimOf(Act) is not null;
            bool held = byId.TryGetValue(Secret.For(Wave.Id, entry.Ref), out OutboxMessage? message) && message.State != OutboxState.Withheld;
            Assert.True(claimed == held, $"claim {claimed}, message {message?.State}");
        }

        WaveTally tally = (await FindWaveAsync()).Tally!;
        Assert.Equal(MessageTally.Of(messages) with { Delivered = tally.Delivered, Undelivered = tally.Undelivered }, tally);
    }

    public void Dispose()
    {
        _secrets?.Dispose();
        _keys.Dispose();
    }

    /// <summary>Nobody else's, and without digits: the trail takes no long numbers.</summary>
    private static string NewCampaign() => "c" + string.Concat(RandomId.Create().Take(12).Select(digit => (char)('a' + Convert.ToInt32(digit.ToString(), 16))));

    private IEnumerable<RegisterEntry> NewPeople(int perShare)
    {
        InsuredPerson[] people =
        [
            .. SyntheticPeople.Of(new SyntheticPopulation([SamplePeople.Doctors[0]]) { PatientsPerDoctor = perShare * Shards.Count, WithoutDoctorRatio = 0 })
                .Select(person => person.Person),
        ];
        return people.Select((person, i) => person with
        {
            Department = Shards[i % Shards.Count].Department!,
            Email = i / Shards.Count % 3 == 0 ? $"person-{i}@example.org" : "",
            Phone = "+33199000000",
            Vaccinated = false,
            Objected = false,
            Deceased = false,
        }).Select(person => new RegisterEntry(Secret.For(person.Id), person));
    }

    /// <summary>Says which import is in force, and nothing else.</summary>
    private sealed class Imports(ScriptedRegisterPages pages) : IRegister
    {
        public Task<int?> FindGenerationAsync(CampaignId campaign, CancellationToken cancellationToken) => Task.FromResult<int?>(pages.Generation);

        public Task<bool> IsLoadedAsync(CampaignId campaign, CancellationToken cancellationToken) => Task.FromResult(true);

        public IAsyncEnumerable<RegisterEntry> ReadPatientsAsync(
            CampaignId campaign, CampaignSecret secret, PractitionerRef practitioner, CancellationToken cancellationToken) => AsyncEnumerable.Empty<RegisterEntry>();

        public IAsyncEnumerable<RegisterEntry> ReadWithoutPractitionerAsync(
            CampaignId campaign, CampaignSecret secret, string department, CancellationToken cancellationToken) => AsyncEnumerable.Empty<RegisterEntry>();
    }
}

/// <summary>Drives a wave as its orchestrations do, one step after the other; whatever is killed is done again by a new process.</summary>
public static class SendingStory
{
    /// <summary>More turns than any story of a test takes.</summary>
    private const int MostTurns = 2_000;

    /// <param name="between">Runs before every turn.</param>
    public static async Task<Wave> PlayAsync(SendingWorld world, Func<Task>? between = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        WaveStart start = await AgainAsync(world, () => world.Start.RunAsync(world.Campaign.Id, world.Wave.Id, default));
        foreach (string shard in start.Shards)
        {
            await ShareAsync(world, new WaveShard(shard), start.Generation, between);
        }

        await SettleAsync(world);
        return await world.FindWaveAsync();
    }

    public static async Task ShareAsync(SendingWorld world, WaveShard shard, int generation, Func<Task>? between = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        PageTurn? turn = new(world.Campaign.Id, world.Wave.Id, shard, generation, 0, WaveTally.None);
        for (int i = 0; turn is not null; i++)
        {
            Assert.True(i < MostTurns, "the share does not end");
            await (between?.Invoke() ?? Task.CompletedTask);
            PageTurn now = turn;
            SentPage sent = await AgainAsync(world, () => world.Send.RunAsync(now, default));
            if (sent is { Outcome: PageOutcome.Waiting, NotBefore: { } until } && until > world.Time.GetUtcNow())
            {
                world.Time.SetUtcNow(until);
            }

            turn = sent.Outcome switch
            {
                PageOutcome.Done when sent.IsLast => null,
                PageOutcome.Done => now with { Page = now.Page + 1, SoFar = sent.Tally, NotBefore = null, Cleared = null, PutOff = 0 },
                PageOutcome.Waiting => now with { NotBefore = sent.NotBefore, Cleared = sent.Cleared, PutOff = sent.PutOff },
                PageOutcome.Superseded => new PageTurn(now.Campaign, now.Wave, shard, world.Pages.Generation, 0, WaveTally.None),
                PageOutcome.Stopped => null,
            };
        }
    }

    /// <param name="between">Runs before every portion of the reconciliation.</param>
    public static async Task SettleAsync(SendingWorld world, Func<Task>? between = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        await AgainAsync(world, async () =>
        {
            await world.End.StopAsync(world.Campaign.Id, world.Wave.Id, default);
            return true;
        });
        WaveTally tally = WaveTally.None;
        string? after = null;
        do
        {
            await (between?.Invoke() ?? Task.CompletedTask);
            ReconciledPage page = await AgainAsync(world, () => world.Reconcile.RunAsync(world.Campaign.Id, world.Wave.Id, after, default));
            (tally, after) = (page.After(tally), page.Next);
        }
        while (after is not null);
        do
        {
            after = await AgainAsync(world, () => world.End.ReleaseAsync(world.Campaign.Id, world.Wave.Id, after, default));
        }
        while (after is not null);
        await AgainAsync(world, async () =>
        {
            await world.End.EndAsync(world.Campaign.Id, world.Wave.Id, tally, default);
            return true;
        });
    }

    private static async Task<T> AgainAsync<T>(SendingWorld world, Func<Task<T>> step)
    {
        while (true)
        {
            try
            {
                return await step();
            }
            catch (Exception broken) when (broken is KilledException or TransientDependencyException or IOException)
            {
                world.Restart();
            }
        }
    }
}
