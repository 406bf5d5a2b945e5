using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Core.Audit;
using Outreach.Testing.Access;
using Outreach.Testing.Audit;
using Outreach.Testing.Faults;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;

namespace Outreach.Core.Tests.Access;

/// <summary>Granters, agents, a store, a trail and a clock, in memory, with kills at any step.</summary>
internal sealed class HabilitationsWorld
{
    public const string Subject = "11111111-2222-3333-4444-555555555555";

    public HabilitationsWorld()
    {
        Audit = new InMemoryAuditTrail(Time);
        Restart();
    }

    public FakeTimeProvider Time { get; } = new(Sample.Noon);

    public FaultPlan Faults { get; } = new();

    public InMemoryHabilitationStore Store { get; } = new();

    public InMemoryAuditTrail Audit { get; }

    public GrantHabilitationHandler Grant { get; private set; } = null!;

    public RevokeHabilitationHandler Revoke { get; private set; } = null!;

    public RequireHabilitationHandler Require { get; private set; } = null!;

    public static Caller Agent { get; } = SampleHabilitation.Agent(Subject, Roles.ObjectForPeople);

    public static HabilitationBody Body { get; } = new(Subject, SampleHabilitation.Name, [nameof(HabilitationPurpose.RecordObjections)]);

    public IEnumerable<AuditEntry> Events(string type) => Audit.Entries.Select(row => row.Entry).Where(entry => entry.Type == type);

    /// <summary>A new process on the same storage.</summary>
    public void Restart()
    {
        Faults.Restart();
        var store = Faults.Watch<IHabilitationStore>(Store);
        var journal = new HabilitationJournal(Faults.Watch<IAuditTrail>(Audit));
        Grant = new GrantHabilitationHandler(store, journal, SamplePeople.Pseudonyms, Time);
        Revoke = new RevokeHabilitationHandler(store, journal, SamplePeople.Pseudonyms, Time);
        Require = new RequireHabilitationHandler(store, SamplePeople.Pseudonyms, Time);
    }

    public async Task<Habilitation> GrantAsync(HabilitationBody? body = null) =>
        (await Grant.RunAsync(body ?? Body, SampleHabilitation.Granter, default)).Value!.Habilitation;

    public async Task<string?> RefusalAsync(HabilitationPurpose purpose = HabilitationPurpose.RecordObjections) => (await Require.RunAsync(Agent, [purpose], default))?.Code;
}
