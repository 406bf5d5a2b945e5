using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Contacts;
using Outreach.Testing.Faults;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Everything that planning waves needs, in memory: one open campaign with a register, a clock, and kills at any step.</summary>
public sealed class PlanningWorld : IDisposable
{
    public const string Key = "0123456789abcdef";

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly InMemoryCampaignKeys _keys;
    private CampaignSecrets? _secrets;

    private PlanningWorld()
    {
        _keys = new InMemoryCampaignKeys(Time);
        Ledger = new InMemoryContactLedger(Time);
        Audit = new InMemoryAuditTrail(Time);
        Register = new InMemoryRegister(Time);
        Pages = new PagedInMemoryRegister(Register) { PageSize = 7 };
    }

    public FakeTimeProvider Time { get; } = new(Sample.Noon);

    public FaultPlan Faults { get; } = new();

    public InMemoryCampaignStore Campaigns { get; } = new();

    public InMemoryContactLedger Ledger { get; }

    public InMemoryAuditTrail Audit { get; }

    public InMemoryRegister Register { get; }

    public PagedInMemoryRegister Pages { get; }

    public InMemoryWaveStore Waves { get; } = new();

    public InMemoryOutreachExceptionStore Exceptions { get; } = new();

    public InMemoryOutreachScheduleStore Schedules { get; } = new();

    public FixedTemplates Templates { get; } = new();

    /// <summary>Those of the deployment.</summary>
    public OutreachChannels Channels { get; set; } = new([new FakeChannel(OutreachChannel.Email, largestPart: 1), new FakeChannel(OutreachChannel.Sms, largestPart: 4)]);

    public FixedTallies Tallies { get; } = new();

    public Campaign Campaign { get; private set; } = SampleCampaign.Create();

    public string Id => Campaign.Id.Value;

    public CampaignSecret Secret => new(_secret);

    public int Generation { get; private set; }

    public ContactBook Book => new(Campaign.Id, Secret, Cap: 1, Generation);

    public WaveJournal Journal { get; private set; } = null!;

    public PlanWaveHandler Plan { get; private set; } = null!;

    public DecideWaveHandler Decide { get; private set; } = null!;

    public ChangeWaveHandler Change { get; private set; } = null!;

    public ReadWavesHandler Read { get; private set; } = null!;

    public AdvanceWaveHandler Advance { get; private set; } = null!;

    public CountPagesHandler Count { get; private set; } = null!;

    public RecordPreviewHandler Record { get; private set; } = null!;

    public AskExceptionHandler Ask { get; private set; } = null!;

    public DecideExceptionHandler DecideException { get; private set; } = null!;

    public ReadExceptionsHandler ReadExceptions { get; private set; } = null!;

    public SetScheduleHandler SetSchedule { get; private set; } = null!;

    public RunSchedulesHandler RunSchedules { get; private set; } = null!;

    public static async Task<PlanningWorld> CreateAsync(params RegisterPlacement[] people)
    {
        var world = new PlanningWorld();
        CampaignKey key = (await world._keys.CreateAsync(world.Campaign.Id, world.Campaign.EndsAt, default))!;
        world.Campaign = world.Campaign with { KeyId = key.KeyId, WrappedSecret = key.Wrap(world._secret) };
        await world.Campaigns.AddAsync(world.Campaign, default);
        world.Templates.All.Add(SampleWaves.Template(world.Campaign.Id));
        await world.LoadAsync(people);
        world.Restart();
        return world;
    }

    public static RegisterPlacement Person(int number, string department = "75", string email = "someone@example.test", PractitionerRef? doctor = null) => new(
        new InsuredPerson
        {
            Id = new PatientId(InsSystem.Demo, number.ToString("D15", CultureInfo.InvariantCulture)),
            FamilyName = "SYNTHETIC",
            GivenName = "Person",
            BirthDate = new DateOnly(1960, 1, 1),
            Department = department,
            Email = email,
        },
        doctor is { } treating ? [treating] : []);

    public static WaveBody Body(params string[] departments) =>
        new("WithoutPractitioner", "first-words", Channels: ["Email", "Sms"], Departments: departments.Length == 0 ? null : departments);

    public async Task LoadAsync(params RegisterPlacement[] people)
    {
        RegisterImport import = await Register.StartAsync(Campaign.Id, RandomId.Create(), default);
        await Register.WriteAsync(Campaign.Id, Secret, import.Generation, people.ToAsyncEnumerable(), default);
        await Register.CompleteAsync(Campaign.Id, import, default);
        Generation = import.Generation;
    }

    /// <summary>A new process on the same storage.</summary>
    public void Restart()
    {
        Faults.Restart();
        _secrets?.Dispose();
        _secrets = new CampaignSecrets(_keys, Time);
        var campaigns = Faults.Watch<ICampaignStore>(Campaigns);
        var waves = Faults.Watch<IWaveStore>(Waves);
        var exceptions = Faults.Watch<IOutreachExceptionStore>(Exceptions);
        var schedules = Faults.Watch<IOutreachScheduleStore>(Schedules);
        var audit = Faults.Watch<IAuditTrail>(Audit);
        var books = new ContactBooks(new CampaignGate(campaigns, new CampaignKeyRing(_keys, Time), _secrets, Time), _secrets, Register);
        var room = new ExceptionRoom(exceptions, waves, Time);
        var planner = new WavePlanner(Templates, Channels, room, Register, Time);
        var finder = new WaveFinder(campaigns, waves);
        var exceptionJournal = new ExceptionJournal(exceptions, audit);
        Journal = new WaveJournal(waves, audit, Time);
        var clock = new WaveClock(exceptions, Journal, Time);
        Plan = new PlanWaveHandler(campaigns, waves, planner, Journal, Time);
        Decide = new DecideWaveHandler(finder, Register, planner, room, Journal);
        Change = new ChangeWaveHandler(finder, Journal);
        Read = new ReadWavesHandler(campaigns, waves, finder, Tallies);
        Advance = new AdvanceWaveHandler(campaigns, waves, clock, Register, Time);
        Count = new CountPagesHandler(waves, books, Pages, Ledger, Time);
        Record = new RecordPreviewHandler(Journal, Time);
        Ask = new AskExceptionHandler(campaigns, exceptions, exceptionJournal, Time);
        DecideException = new DecideExceptionHandler(exceptions, exceptionJournal, waves, Journal, Time);
        ReadExceptions = new ReadExceptionsHandler(campaigns, exceptions, room);
        SetSchedule = new SetScheduleHandler(campaigns, schedules, planner, audit, Time);
        RunSchedules = new RunSchedulesHandler(campaigns, waves, new ScheduledWaves(schedules, Plan, Time), clock);
    }

    /// <summary>A wave that somebody may decide on.</summary>
    public async Task<Wave> PreviewedAsync(WaveBody? body = null, string key = Key)
    {
        Result<Wave> planned = await Plan.RunAsync(Id, key, body ?? Body("75"), SampleWaves.Author, default);
        Wave wave = planned.Value ?? throw new InvalidOperationException(planned.Failure!.Code);
        await Record.RunAsync(Campaign.Id, wave.Id, Generation, PreviewCounts.None, default);
        return (await Waves.FindAsync(Campaign.Id, wave.Id, default))!.Value;
    }

    /// <summary>An exception that waves may use.</summary>
    public async Task<OutreachException> ExceptionAsync(int most = 100)
    {
        var body = new ExceptionBody("Doctors of one island are all on leave until spring.", most, Time.GetUtcNow().AddDays(30));
        OutreachException asked = (await Ask.RunAsync(Id, RandomId.Create(), body, SampleWaves.Author, default)).Value!;
        return (await DecideException.ApproveAsync(Id, asked.Id, SampleWaves.Approver, default)).Value!;
    }

    /// <param name="seen">Of the preview that was looked at; null for the one of now.</param>
    public async Task<Result<Wave>> ApproveAsync(Wave wave, string actor = SampleWaves.Approver, DateTimeOffset? seen = null)
    {
        ArgumentNullException.ThrowIfNull(wave);
        var body = new ApprovalBody(seen ?? (await FindAsync(wave)).Preview?.CountedAt ?? Time.GetUtcNow());
        return await Decide.ApproveAsync(Id, wave.Id.Value, body, actor, Time.GetUtcNow(), default);
    }

    public async Task<Wave> FindAsync(Wave wave)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return (await Waves.FindAsync(Campaign.Id, wave.Id, default))!.Value;
    }

    /// <summary>As the sending ends a wave, with the tallies that stand there.</summary>
    public async Task EndAsync(WaveId wave)
    {
        await Journal.MoveAsync(Campaign.Id, wave, new WaveEvent.SendingFinished(), "system", default);
        await Journal.MoveAsync(Campaign.Id, wave, new WaveEvent.Reconciled(Tallies.Tally), "system", default);
    }

    /// <summary>Types of events about waves, exceptions and schedules, in order.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync() =>
        await Audit.ReadAsync(AuditStream.ForCampaign(Campaign.Id), default).Select(entry => entry.Type).ToListAsync();

    public async Task CloseAsync()
    {
        Versioned<Campaign> stored = (await Campaigns.FindAsync(Campaign.Id, default))!;
        await Campaigns.ReplaceAsync(stored.Value with { State = CampaignState.Closed, ClosedAt = Time.GetUtcNow(), WrappedSecret = [] }, stored.ETag, default);
    }

    public void Dispose()
    {
        _secrets?.Dispose();
        _keys.Dispose();
    }
}
