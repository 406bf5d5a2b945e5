using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Faults;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;

namespace Outreach.Testing.Contacts;

/// <summary>Everything an objection needs, in memory: one open campaign, its ledger and trail, a clock, and kills at any step.</summary>
public sealed class ObjectionsWorld : IDisposable
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly InMemoryCampaignKeys _keys;
    private CampaignSecrets? _secrets;

    private ObjectionsWorld()
    {
        _keys = new InMemoryCampaignKeys(Time);
        Ledger = new InMemoryContactLedger(Time);
        Audit = new InMemoryAuditTrail(Time);
    }

    public FakeTimeProvider Time { get; } = new(Sample.Noon.AddMinutes(30));

    public FaultPlan Faults { get; } = new();

    public InMemoryCampaignStore Campaigns { get; } = new();

    public InMemoryContactLedger Ledger { get; }

    public InMemoryAuditTrail Audit { get; }

    public InMemoryListStore Lists { get; } = new();

    public InMemoryObjectionCountStore Counts { get; } = new();

    public RegisterPolicy Policy { get; } = new() { AcceptTestIdentities = true };

    public ContactPolicy Limits { get; } = new();

    public Campaign Campaign { get; private set; } = SampleCampaign.Create();

    public CampaignSecret Secret => new(_secret);

    public ContactBook Book => new(Campaign.Id, Secret, Cap: 1, Generation: 0);

    /// <summary>People of the register who do not exist.</summary>
    public IReadOnlyList<InsuredPerson> People { get; } = [.. SamplePeople.OfOneDoctor(new PractitionerRef("x"), 5).Select(placement => placement.Person)];

    public ObjectHandler Object { get; private set; } = null!;

    public WithdrawObjectionHandler Withdraw { get; private set; } = null!;

    public RecordObjectionHandler Record { get; private set; } = null!;

    public ReadStatementHandler Read { get; private set; } = null!;

    public static async Task<ObjectionsWorld> CreateAsync()
    {
        var world = new ObjectionsWorld();
        CampaignKey key = (await world._keys.CreateAsync(world.Campaign.Id, world.Campaign.EndsAt, default))!;
        world.Campaign = world.Campaign with { KeyId = key.KeyId, WrappedSecret = key.Wrap(world._secret) };
        await world.Campaigns.AddAsync(world.Campaign, default);
        world.Restart();
        return world;
    }

    /// <summary>A new process on the same storage.</summary>
    public void Restart()
    {
        Faults.Restart();
        _secrets?.Dispose();
        _secrets = new CampaignSecrets(_keys, Time);
        var campaigns = Faults.Watch<ICampaignStore>(Campaigns);
        var ledger = Faults.Watch<IContactLedger>(Ledger);
        var books = new ContactBooks(new CampaignGate(campaigns, new CampaignKeyRing(_keys, Time), _secrets, Time), _secrets, Faults.Watch<IRegister>(new InMemoryRegister(Time)));
        var links = new ContactLinkReader(campaigns, _secrets, books, Time);
        var journal = new ObjectionJournal(ledger, Faults.Watch<IAuditTrail>(Audit), Time);
        Object = new ObjectHandler(links, journal);
        Withdraw = new WithdrawObjectionHandler(links, journal);
        Read = new ReadStatementHandler(links, ledger, Faults.Watch<IListStore>(Lists), Time);
        Record = new RecordObjectionHandler(
            books, new ObjectionSubject(Policy, Time), new ObjectionAllowance(Faults.Watch<IObjectionCountStore>(Counts), Limits, Time), journal, SamplePeople.Pseudonyms);
    }

    public PatientRef RefOf(int person) => Secret.For(People[person].Id);

    public LinkBody Link(int person = 0) => new(ContactLink.Create(Book, RefOf(person)));

    public ObjectionBody Body(int person = 0) => new(People[person].Id.System, People[person].Id.Number, "1957-03-12");

    public static Caller Agent(int number = 1) =>
        new($"agent-{number}", CallerKind.Insurer, Practitioner: null, new HashSet<string>([Roles.ObjectForPeople], StringComparer.Ordinal));

    public async Task ReplaceCampaignAsync(Func<Campaign, Campaign> change)
    {
        Versioned<Campaign> stored = (await Campaigns.FindAsync(Campaign.Id, default))!;
        await Campaigns.ReplaceAsync(change(stored.Value), stored.ETag, default);
    }

    /// <summary>Somebody disables the key of the campaign, which stays open; this process has not met its secret yet.</summary>
    public async Task DisableKeyAsync()
    {
        await _keys.DisableAsync(Campaign.Id, default);
        Restart();
    }

    public void Dispose()
    {
        _secrets?.Dispose();
        _keys.Dispose();
    }
}
