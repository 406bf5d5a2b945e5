using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;

namespace Outreach.LocalHost.SignIn;

/// <summary>Habilitates the agents of the development sign-in at start, as the granter among them would; not the newcomer, whom the demonstration habilitates itself.</summary>
internal static class DevelopmentHabilitations
{
    public const string Granter = "granter-6";
    public const string Newcomer = "newcomer-10";

    private static readonly (string Person, HabilitationPurpose[] Purposes)[] Granted =
    [
        ("agent-1", [HabilitationPurpose.ManageCampaigns, HabilitationPurpose.Audit]),
        ("auditor-3", [HabilitationPurpose.Audit]),
        ("agent-4", [HabilitationPurpose.RecordObjections]),
        ("register-5", [HabilitationPurpose.LoadRegister]),
        ("planner-7", [HabilitationPurpose.PlanOutreach]),
        ("approver-8", [HabilitationPurpose.ApproveOutreach]),
        ("dispatcher-9", [HabilitationPurpose.DispatchMessages]),
        ("lead-11", [HabilitationPurpose.PlanOutreach, HabilitationPurpose.ApproveOutreach]),
    ];

    /// <summary>Safe to run at every start. Does nothing for another application, or where other issuers than this machine's are trusted.</summary>
    public static async Task GrantAsync(IServiceProvider services, Uri address, CancellationToken cancellationToken)
    {
        var granting = services.GetService<GrantHabilitationHandler>();
        if (granting is null || services.GetRequiredService<IConfiguration>()["Access:Issuers:1:Issuer"] != new Uri(address, DevelopmentSignIn.Agents).AbsoluteUri)
        {
            return;
        }

        var granter = new Caller(Person(Granter).ObjectId, CallerKind.Insurer, Practitioner: null, new HashSet<string>(Person(Granter).Roles, StringComparer.Ordinal));
        foreach ((string id, HabilitationPurpose[] purposes) in Granted)
        {
            SyntheticPerson person = Person(id);
            var body = new HabilitationBody(person.ObjectId, person.Name, [.. purposes.Select(purpose => purpose.ToString())]);
            Result<GrantedHabilitation> granted = await granting.RunAsync(body, granter, cancellationToken);
            if (!granted.Succeeded)
            {
                throw new InvalidOperationException($"The development sign-in's {id} could not be habilitated: {granted.Failure.Code}.");
            }
        }
    }

    private static SyntheticPerson Person(string id) => SyntheticPerson.Agents.Single(person => person.Id == id);
}
