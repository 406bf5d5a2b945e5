using System.Runtime.CompilerServices;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Audit.Evidence;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Synthetic;
using Outreach.Core.Tests.Lists;
using Outreach.Testing.Access;
using Outreach.Testing.Audit;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Audit.Evidence;

/// <summary>What can become of a request.</summary>
public enum Outcome
{
    Queued,
    Ready,
    Opened,
    DeletedUnopened,
    DeletedAndAttested,
    Expired,
    PreparationFailed,
    ClosedUnbuilt,
    ClosedReady,
    Stuck,
}

/// <summary>A campaign whose lists have met all kinds of ends, and evidence of it.</summary>
internal sealed class EvidenceWorld(ListsWorld lists) : IDisposable
{
    private readonly Dictionary<string, Outcome> _outcomes = new(StringComparer.Ordinal);
    private int _doctors;

    public ListsWorld Lists { get; } = lists;

    public InMemoryAuditCheckpoints Checkpoints { get; } = new();

    public InMemoryCheckpointWitness Witness { get; } = new();

    public InMemoryCheckpointKeys Signing { get; } = new();

    public InMemoryHabilitationStore Habilitations { get; } = new();

    /// <summary>Comes after a stream was read by the report, and before what it reads next; for what happens meanwhile.</summary>
    public Func<AuditStream, Task>? Meanwhile { get; set; }

    public DeletionPolicy Policy { get; } = new();

    public RetentionPeriod Period { get; init; } = new(12);

    /// <summary>What each request was made to become, by list.</summary>
    public IReadOnlyDictionary<string, Outcome> Outcomes => _outcomes;

    public static async Task<EvidenceWorld> CreateAsync(params IReadOnlyList<Outcome> outcomes) =>
        await CreateAsync(new RetentionPeriod(12), outcomes);

    public static async Task<EvidenceWorld> CreateAsync(RetentionPeriod period, params IReadOnlyList<Outcome> outcomes)
    {
        var world = new EvidenceWorld(await ListsWorld.CreateAsync(patients: 1)) { Period = period };
        await world.Lists.LoadAsync([.. SyntheticPeople
            .Of(new SyntheticPopulation([.. Enumerable.Range(1, outcomes.Count + 5).Select(number => DoctorOf(number).Practitioner!.Value)]) { PatientsPerDoctor = 3 })
            .Select(person => new RegisterPlacement(person.Person, [.. person.TreatingDoctors.Select(world.Lists.RefOf)]))]);
        foreach (Outcome outcome in outcomes)
        {
            await world.AddAsync(outcome);
        }

        world.Lists.Time.Advance(TimeSpan.FromMinutes(5));
        return world;
    }

    /// <summary>A doctor of its own asks, and the list comes to an end.</summary>
    public async Task<ListRequest> AddAsync(Outcome outcome)
    {
        Caller doctor = DoctorOf(++_doctors);
        ListRequest request = (await Lists.Request.RunAsync(Lists.Campaign.Id.Value, doctor, Lists.Body(), default)).Value!;
        _outcomes[request.List.Value] = outcome;
        if (outcome is not (Outcome.Queued or Outcome.PreparationFailed or Outcome.ClosedUnbuilt))
        {
            await Lists.Build.RunAsync(request.Id, default);
        }

        if (outcome is Outcome.Opened or Outcome.DeletedAndAttested or Outcome.ClosedReady)
        {
            await Lists.Open.RunAsync(request.List.Value, doctor, default);
        }

        await EndAsync(outcome, request, doctor);
        return request;
    }

    /// <summary>Somebody objects, or an agent for somebody, and takes it back. Answers the objection's stream.</summary>
    public async Task<AuditStream> ObjectAsync(ObjectionOrigin origin, bool withdrawn)
    {
        var journal = new ObjectionJournal(Lists.Contacts, Lists.Audit, Lists.Time);
        var book = new ContactBook(Lists.Campaign.Id, Lists.Secret, Cap: 1, Generation: 1);
        var person = new PatientRef(RandomId.Create());
        await journal.RecordAsync(book, person, origin, ObjectionJournal.Person, default);
        string receipt = (await Lists.Contacts.FindAsync(book, person, default)).Objection!.Receipt;
        if (withdrawn)
        {
            await journal.WithdrawAsync(book, person, default);
        }

        return AuditStream.ForObjection(Lists.Campaign.Id, receipt);
    }

    public CompileEvidenceHandler Compile() =>
        new(Campaigns(), Reader(), new RequestEvidenceReader(Lists.Requests), Lists.Attestations, Lists.Time);

    public ListEvidenceReader Reader() =>
        new(new ListPlaces(Lists.Lists, Lists.Blobs, Lists.Audit, Heads()), Lists.Lists, Lists.Blobs, new WatchedTrail(this), Retention());

    public ObjectionCounter Objections() => new(Lists.Audit, Lists.Audit, Heads());

    public ListProofHandler Proof() => new(Lists.Campaigns, Reader(), Chain(), new AuditProofs(Chain(), Heads()));

    public async Task<EvidenceReport> ReportAsync() =>
        (await Compile().RunAsync(Lists.Campaign.Id.Value, default)).Value ?? throw new InvalidOperationException("There is no report.");

    public async Task CheckpointAsync() =>
        await new CheckpointAuditHandler(
            Chain(),
            new StreamInspection(new StreamWalk(Lists.Audit, Heads()), new AuditVerifier(Lists.Audit)),
            new CheckpointWriter(Checkpoints, Seal(), Witness, new RetentionRule(Period, Lists.Lists, Lists.Campaigns)),
            new AuditRetention(Lists.Audit, Lists.Audit, Checkpoints, Heads()),
            Lists.Time).RunAsync(default);

    public void Dispose()
    {
        Signing.Dispose();
        Lists.Dispose();
    }

    private CampaignEvidenceReader Campaigns() => new(Lists.Campaigns, Lists.Keys, Lists.Audit, Objections(), Chain(), Heads(), Retention(), new HabilitationEvidenceReader(Habilitations, Lists.Audit, Period));

    private EvidenceRetention Retention() => new(Policy, Period, Lists.Time);

    private CheckpointHeads Heads() => new(Checkpoints);

    private CheckpointSeal Seal() => new(Signing, Signing);

    private CheckpointChain Chain() => new(Checkpoints, Seal(), Heads(), Witness);

    private async Task EndAsync(Outcome outcome, ListRequest request, Caller doctor)
    {
        switch (outcome)
        {
            case Outcome.DeletedUnopened:
                await Lists.Delete.RunAsync(request.List.Value, doctor, default);
                break;
            case Outcome.DeletedAndAttested:
                await Lists.Delete.RunAsync(request.List.Value, doctor, default);
                await Lists.Attest.RunAsync(request.List.Value, doctor, new AttestationBody(CopiesDeleted: true), default);
                break;
            case Outcome.Expired:
                await Lists.Destroy.RunAsync(request, EndReason.Expired, "system", default);
                break;
            case Outcome.PreparationFailed:
                await Lists.Destroy.RunAsync(request, EndReason.PreparationFailed, "system", default);
                break;
            case Outcome.ClosedUnbuilt or Outcome.ClosedReady:
                await Lists.Destroy.RunAsync(request, EndReason.CampaignClosed, "system", default);
                break;
            case Outcome.Stuck:
                Lists.Blobs.InTheWay = Obstacle.BlobHeld;
                Assert.NotNull((await Lists.Destroy.RunAsync(request, EndReason.Expired, "system", default)).Obstacle);
                Lists.Blobs.InTheWay = null;
                break;
        }
    }

    private static Caller DoctorOf(int number) => new(
        $"sub-{number}", CallerKind.Practitioner, SamplePeople.Doctor($"{10_000_000_000 + number}"), new HashSet<string>(StringComparer.Ordinal));

    private sealed class WatchedTrail(EvidenceWorld world) : IAuditTrail
    {
        public Task<AuditReceipt> AppendAsync(AuditStream stream, AuditEvent auditEvent, CancellationToken cancellationToken) =>
            world.Lists.Audit.AppendAsync(stream, auditEvent, cancellationToken);

        public async IAsyncEnumerable<AuditEntry> ReadAsync(AuditStream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (AuditEntry entry in world.Lists.Audit.ReadAsync(stream, cancellationToken))
            {
                yield return entry;
            }

            if (world.Meanwhile is { } meanwhile)
            {
                await meanwhile(stream);
            }
        }
    }
}
