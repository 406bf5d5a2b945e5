using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Audit;
using Outreach.Core.Lists;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Faults;
using Outreach.Testing.Lists;

namespace Outreach.Core.Tests.Audit;

/// <summary>A trail with its checkpoints in memory, a clock, and kills at any step.</summary>
internal sealed class AuditWorld : IDisposable
{
    public AuditWorld()
    {
        Trail = new InMemoryAuditTrail(Time);
        Restart();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 2, 2, 15, 0, TimeSpan.Zero));

    public FaultPlan Faults { get; } = new();

    public InMemoryAuditTrail Trail { get; }

    public InMemoryAuditCheckpoints Checkpoints { get; } = new();

    public InMemoryCheckpointWitness Witness { get; } = new();

    public InMemoryCheckpointKeys Keys { get; } = new();

    public InMemoryListStore Lists { get; } = new();

    public InMemoryCampaignStore Campaigns { get; } = new();

    public CheckpointSeal Seal => new(Keys, Keys);

    public CheckpointAuditHandler Checkpoint { get; private set; } = null!;

    public VerifyAuditHandler Verify { get; private set; } = null!;

    public AuditProofs Proofs { get; private set; } = null!;

    public int RetentionMonths { get; init; } = 12;

    /// <summary>A new process on the same storage.</summary>
    public void Restart()
    {
        Faults.Restart();
        var trail = Faults.Watch<IAuditTrail>(Trail);
        var streams = Faults.Watch<IAuditStreams>(Trail);
        var checkpoints = Faults.Watch<IAuditCheckpoints>(Checkpoints);
        var witness = Faults.Watch<ICheckpointWitness>(Witness);
        var heads = new CheckpointHeads(checkpoints);
        var chain = new CheckpointChain(checkpoints, Seal, heads, witness);
        var inspection = new StreamInspection(new StreamWalk(streams, heads), new AuditVerifier(trail));
        var writer = new CheckpointWriter(checkpoints, Seal, witness, new RetentionRule(new RetentionPeriod(RetentionMonths), Lists, Campaigns));
        Checkpoint = new CheckpointAuditHandler(chain, inspection, writer, new AuditRetention(trail, streams, checkpoints, heads), Time);
        Verify = new VerifyAuditHandler(chain, inspection, Time);
        Proofs = new AuditProofs(chain, heads);
    }

    public async Task<AuditStream> WriteAsync(int entries = 3, AuditStream? to = null)
    {
        AuditStream stream = to ?? AuditStream.ForList(ListId.Create());
        for (int i = 0; i < entries; i++)
        {
            var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["rows"] = "3" };
            await Trail.AppendAsync(stream, new AuditEvent("lists.opened", "system", data), default);
        }

        return stream;
    }

    /// <summary>A night's run, and a day later.</summary>
    public async Task<CheckpointOutcome> NightAsync()
    {
        CheckpointOutcome outcome = await Checkpoint.RunAsync(default);
        Time.Advance(TimeSpan.FromDays(1));
        return outcome;
    }

    public Task<AuditVerification> VerifyAsync(string after = "", int limit = int.MaxValue) => Verify.RunAsync(after, limit, progress: null, default);

    public async Task<CheckpointStatement> StatementAsync(long number) => (await Seal.OpenAsync(Checkpoints.Statements[number], default))!;

    public void Dispose() => Keys.Dispose();
}
