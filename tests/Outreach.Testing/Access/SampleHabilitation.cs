using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;

namespace Outreach.Testing.Access;

/// <summary>Agents who do not exist, and what they are habilitated for.</summary>
public static class SampleHabilitation
{
    public const string Name = "TEST Agent Habilité";

    public static Caller Granter { get; } = Agent("granter", Roles.GrantHabilitations);

    public static Caller Agent(string subject, params string[] roles) =>
        new(subject, CallerKind.Insurer, Practitioner: null, new HashSet<string>(roles, StringComparer.Ordinal));

    /// <summary>For half a year from noon, by the granter; for everything unless purposes are named.</summary>
    public static Habilitation Of(string agent, params HabilitationPurpose[] purposes) => new()
    {
        Id = HabilitationId.Create(agent),
        Agent = agent,
        Name = Name,
        Purposes = purposes.Length == 0 ? Enum.GetValues<HabilitationPurpose>() : purposes,
        From = Sample.Noon,
        Until = Sample.Noon.AddDays(180),
        GrantedAt = Sample.Noon,
        GrantedBy = SamplePeople.Pseudonyms.Actor(Granter),
    };

    public static string NewAgent() => SamplePeople.Pseudonyms.Agent(Core.RandomId.Create());
}
