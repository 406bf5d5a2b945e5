using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Core.Mail;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Synthetic;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Contacts;
using Outreach.Testing.Deletion;
using Outreach.Testing.Faults;
using Outreach.Testing.Lists;
using Outreach.Testing.Mail;
using Outreach.Testing.Register;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Tests.Lists;

/// <summary>Everything a list needs, in memory: one open campaign, a loaded register, doctors with own keys, a clock, and kills at any step.</summary>
internal sealed class ListsWorld : IDisposable
{
    private readonly ECDiffieHellman _doctorKey = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private CampaignSecrets? _secrets;
    private EndCampaignKeyHandler? _keyEnd;
    private MarkCampaignClosedHandler? _mark;

    private ListsWorld()
    {
        Keys = new InMemoryCampaignKeys(Time);
        NoticeVault = new InMemoryCampaignKeys(Time);
        Audit = new InMemoryAuditTrail(Time);
        Blobs = new InMemorySealedBlobStore(Time);
        Register = new InMemoryRegister(Time);
        Contacts = new InMemoryContactLedger(Time);
        Restart();
    }

    public FakeTimeProvider Time { get; } = new(SampleCampaign.Opens.AddDays(1));

    public FaultPlan Faults { get; } = new();

    public InMemoryCampaignStore Campaigns { get; } = new();

    public InMemoryCampaignKeys Keys { get; }

    public InMemoryAuditTrail Audit { get; }

    public InMemoryListStore Lists { get; } = new();

    public InMemoryListRequestStore Requests { get; } = new();

    public InMemorySealedBlobStore Blobs { get; }

    public InMemoryDeletionLedger Deletions { get; } = new();

    /// <summary>The keys of notices, apart from those of lists.</summary>
    public InMemoryCampaignKeys NoticeVault { get; }

    public InMemoryAttestationStore Attestations { get; } = new();

    public InMemoryMailEntryStore MailEntries { get; } = new();

    public InMemoryMailSender Mail { get; } = new();

    public NoticePolicy Notices { get; set; } = new(new NoticeSchedule());

    public InMemoryRegister Register { get; }

    public InMemoryContactLedger Contacts { get; }

    public Orchestrations Hub { get; } = new();

    /// <summary>Of the deletion timer; in force from the next <see cref="Restart"/> on.</summary>
    public DeletionPolicy Policy { get; set; } = new();

    /// <summary>Further duties of the deletion timer, likewise.</summary>
    public List<IDeletionDuty> Duties { get; } = [];

    /// <summary>Secrets of campaigns in memory now.</summary>
    public CampaignSecrets Secrets => _secrets!;

    public Pseudonyms Pseudonyms => SamplePeople.Pseudonyms;

    public Campaign Campaign { get; private set; } = SampleCampaign.Create();

    public CampaignSecret Secret => new(_secret);

    public RequestListHandler Request { get; private set; } = null!;

    public BuildListHandler Build { get; private set; } = null!;

    public GetListRequestHandler Get { get; private set; } = null!;

    public OpenListHandler Open { get; private set; } = null!;

    public GetWithdrawalsHandler Withdrawals { get; private set; } = null!;

    public CloseRowHandler Rows { get; private set; } = null!;

    public DestroyListHandler Destroy { get; private set; } = null!;

    public DeleteListHandler Delete { get; private set; } = null!;

    public AttestDeletionHandler Attest { get; private set; } = null!;

    public EnforceDeletionHandler Enforce { get; private set; } = null!;

    public SendNoticesHandler SendNotices { get; private set; } = null!;

    public MailEntriesDuty MailDuty { get; private set; } = null!;

    public DestroyCampaignListsHandler DestroyAll { get; private set; } = null!;

    public CloseCampaignHandler Close { get; private set; } = null!;

    public RefreshCampaignKeysHandler Refresh { get; private set; } = null!;

    /// <summary>What the closing orchestration does, from its first activity to its last.</summary>
    public async Task EndAsync()
    {
        await Close.RunAsync(Campaign.Id.Value, "system", default);
        DestroyedPage page = await DestroyAll.RunAsync(Campaign.Id, continuation: null, default);
        DateTimeOffset finalOn = await _keyEnd!.DeleteAsync(Campaign.Id, default);
        await _mark!.RunAsync(Campaign.Id, finalOn, page.Count, page.Waiting, default);
    }

    public static async Task<ListsWorld> CreateAsync(int patients = 40, double joint = 0)
    {
        var world = new ListsWorld();
        CampaignKey key = (await world.Keys.CreateAsync(world.Campaign.Id, world.Campaign.EndsAt, default))!;
        world.Campaign = world.Campaign with { KeyId = key.KeyId, WrappedSecret = key.Wrap(world._secret) };
        await world.Campaigns.AddAsync(world.Campaign, default);
        await world.LoadAsync([.. SyntheticPeople
            .Of(new SyntheticPopulation([.. SamplePeople.Doctors.Take(2)]) { PatientsPerDoctor = patients, JointRatio = joint })
            .Select(person => new RegisterPlacement(person.Person, [.. person.TreatingDoctors.Select(world.RefOf)]))]);
        return world;
    }

    /// <summary>A new process on the same storage: nothing that was in memory is left.</summary>
    public void Restart()
    {
        Faults.Restart();
        var campaigns = Faults.Watch<ICampaignStore>(Campaigns);
        var keys = Faults.Watch<ICampaignKeys>(Keys);
        var lists = Faults.Watch<IListStore>(Lists);
        var requests = Faults.Watch<IListRequestStore>(Requests);
        var blobs = Faults.Watch<ISealedBlobStore>(Blobs);
        var deletions = Faults.Watch<IDeletionLedger>(Deletions);
        var audit = Faults.Watch<IAuditTrail>(Audit);
        _secrets?.Dispose();
        CampaignSecrets secrets = _secrets = new CampaignSecrets(keys, Time);
        var ring = new CampaignKeyRing(keys, Time);
        var gate = new CampaignGate(campaigns, ring, secrets, Time);
        var access = new ListAccess(lists, requests, Pseudonyms, Time);
        var contacts = Faults.Watch<IContactLedger>(Contacts);
        var composer = new ListComposer(Register, contacts);
        var books = new ContactBooks(gate, secrets, Register);
        var claims = new ListClaims(books, contacts);
        var withdrawals = new WithdrawalPolicy(lists, composer, books, Time);
        var attestations = Faults.Watch<IAttestationStore>(Attestations);
        var entries = Faults.Watch<IMailEntryStore>(MailEntries);
        var noticeKeys = new NoticeKeys(Faults.Watch<ICampaignKeys>(NoticeVault), campaigns, Notices, Time);
        var addresses = new NoticeAddresses(entries, noticeKeys, Notices);
        var duties = new AttestationDuties(attestations, addresses, Notices, Time);
        Request = new RequestListHandler(campaigns, Register, new ListRequestJournal(requests, deletions, audit, duties, Pseudonyms), new NecessityComments(secrets), Time);
        Build = new BuildListHandler(
            campaigns, requests, books, composer, new ListSealer(new PublicAddress(new Uri("https://outreach.example/"))),
            new ListKeeper(lists, blobs, audit, gate, claims));
        Get = new GetListRequestHandler(access, lists, gate, Time);
        Open = new OpenListHandler(
            lists, access, gate, withdrawals, new KeyRelease(lists, new OpeningJournal(lists, audit, Pseudonyms, Time), ring, blobs));
        Withdrawals = new GetWithdrawalsHandler(access, withdrawals);
        Rows = new CloseRowHandler(access, books, new RowFinder(Register, contacts), contacts, Time);
        Destroy = new DestroyListHandler(lists, deletions, new DestructionSteps(lists, blobs, audit, claims, Time), new RequestClosure(requests, duties), Time);
        Delete = new DeleteListHandler(access, requests, Destroy, Pseudonyms);
        Attest = new AttestDeletionHandler(access, new AttestationJournal(lists, audit, duties, Pseudonyms, Time));
        SendNotices = new SendNoticesHandler(
            campaigns,
            attestations,
            new NoticeTurn(
                lists, attestations, new Reminders(addresses, Faults.Watch<IMailSender>(Mail), audit, new PublicAddress(new Uri("https://outreach.example/"))),
                new AttestationEnds(attestations, addresses, audit), Notices),
            Notices,
            Time);
        MailDuty = new MailEntriesDuty(campaigns, attestations, entries, noticeKeys, audit);
        var marks = new ListMarks(lists, audit, claims, Time);
        var remains = new ListRemains(lists, requests, deletions, Policy, Time);
        Enforce = new EnforceDeletionHandler(
            new DueSweep(deletions, new KeepPromiseHandler(lists, requests, Destroy, marks, remains), marks, Policy),
            new HistorySweep(lists, requests, marks, remains),
            new DeletionDuties(
                [new OrphanSweep(lists, blobs), new RecordSweep(lists, blobs, requests, deletions, Destroy, marks), new DoctorRowsDuty(campaigns, requests, Policy), .. Duties],
                Policy, Time),
            audit, Time);
        DestroyAll = new DestroyCampaignListsHandler(requests, Destroy, marks);
        EndCampaignKeyHandler keyEnd = _keyEnd = new EndCampaignKeyHandler(campaigns, keys, audit, Time);
        _mark = new MarkCampaignClosedHandler(campaigns, audit, Time);
        Close = new CloseCampaignHandler(campaigns, keyEnd, secrets, audit);
        Refresh = new RefreshCampaignKeysHandler(campaigns, keyEnd, Time);
    }

    public PractitionerRef RefOf(PractitionerId doctor) => Pseudonyms.For(Campaign.Id, doctor);

    public static Caller Doctor(int number = 0) =>
        new($"sub-{number}", CallerKind.Practitioner, SamplePeople.Doctors[number], new HashSet<string>(StringComparer.Ordinal));

    public ListRequestBody Body(ECDiffieHellman? key = null, string? necessity = "inform-unvaccinated", string? comment = null, NotifyBody? notify = null)
    {
        ECPoint point = (key ?? _doctorKey).ExportParameters(includePrivateParameters: false).Q;
        using var jwk = JsonDocument.Parse(
            $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""");
        return new ListRequestBody(new NecessityBody(necessity, comment), jwk.RootElement.Clone(), notify);
    }

    public async Task<ListRequest> AskAsync(int doctor = 0) =>
        (await Request.RunAsync(Campaign.Id.Value, Doctor(doctor), Body(), default)).Value
        ?? throw new InvalidOperationException("The request was refused.");

    /// <summary>A list that is ready to be opened.</summary>
    public async Task<ListRequest> ReadyAsync(int doctor = 0)
    {
        ListRequest request = await AskAsync(doctor);
        await Build.RunAsync(request.Id, default);
        return request;
    }

    public async Task<Manifest> ManifestAsync(ListRequest request, int doctor = 0) =>
        ((await Get.RunAsync(request.Id.Value, Doctor(doctor), default)).Value as ListRequestStatus.Ready)?.Manifest
        ?? throw new InvalidOperationException("The list is not ready.");

    public Uri LinkOf(Manifest manifest) => new(JWT.Decode(manifest.Link, _doctorKey, JweAlgorithm.ECDH_ES, JweEncryption.A256GCM));

    /// <summary>What a doctor's browser does with an opening; null when the list does not open.</summary>
    public IReadOnlyList<ListRow>? Decrypt(Opening opening, Uri link)
    {
        string name = opening.BlobUrl.AbsolutePath[1..];
        var context = new SealedListContext(
            Campaign.Id, new ListId(opening.ListId), new PractitionerRef(opening.Practitioner), opening.Rows,
            DateTimeOffset.Parse(opening.NotAfter, System.Globalization.CultureInfo.InvariantCulture));
        byte[] key = SealedList.DeriveKey(
            Base64Url.DecodeFromChars(opening.ServerShare), Base64Url.DecodeFromChars(link.Fragment.AsSpan(1)), context.List);
        byte[] sealedList = Blobs.Contents[name];
        return Convert.ToHexStringLower(SHA256.HashData(sealedList)) == opening.Sha256 && SealedList.Open(context, sealedList, key) is { Succeeded: true } content
            ? ListContent.Read(content.Value)
            : null;
    }

    public async Task LoadAsync(IReadOnlyList<RegisterPlacement> people)
    {
        RegisterImport import = await Register.StartAsync(Campaign.Id, Core.RandomId.Create(), default);
        await Register.WriteAsync(Campaign.Id, Secret, import.Generation, people.ToAsyncEnumerable(), default);
        await Register.CompleteAsync(Campaign.Id, import, default);
    }

    public async Task ReplaceCampaignAsync(Func<Campaign, Campaign> change)
    {
        Versioned<Campaign> stored = (await Campaigns.FindAsync(Campaign.Id, default))!;
        await Campaigns.ReplaceAsync(change(stored.Value), stored.ETag, default);
    }

    public void Dispose()
    {
        _secrets?.Dispose();
        _doctorKey.Dispose();
        Keys.Dispose();
        NoticeVault.Dispose();
    }

    /// <summary>Orchestrations that are always finished, and remember what they were told.</summary>
    public sealed class Orchestrations : IListOrchestrations
    {
        public ConcurrentQueue<ListRequestId> Woken { get; } = [];

        /// <summary>Requests whose finished orchestrations still have a history that nobody purged.</summary>
        public ConcurrentDictionary<ListRequestId, bool> Finished { get; } = [];

        public bool Running { get; set; }

        /// <summary>Whether a history that was purged is read back as still there.</summary>
        public bool Sticks { get; set; }

        /// <summary>A request whose history fails to be purged, in a way that nobody foresaw.</summary>
        public ListRequestId? Broken { get; set; }

        public Task StartAsync(ListRequestId request, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WakeAsync(ListRequestId request, CancellationToken cancellationToken)
        {
            Woken.Enqueue(request);
            return Task.CompletedTask;
        }

        public Task<PurgeOutcome> PurgeAsync(ListRequestId request, CancellationToken cancellationToken)
        {
            if (request == Broken)
            {
                return Task.FromException<PurgeOutcome>(new InvalidOperationException("The task hub is broken here."));
            }

            if (!Running && !Sticks)
            {
                Finished.TryRemove(request, out _);
            }

            return Task.FromResult(Running ? PurgeOutcome.Running : Sticks ? PurgeOutcome.StillThere : PurgeOutcome.Gone);
        }

        public async IAsyncEnumerable<ListRequestId> FinishedAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (ListRequestId request in Finished.Keys.Where(request => request.Value.StartsWith(prefix, StringComparison.Ordinal)))
            {
                yield return request;
            }
        }
    }
}
