using System.Security.Claims;
using System.Text.Json;
using OpenIddict.Abstractions;

namespace Outreach.LocalHost.SignIn;

/// <summary>Somebody who does not exist, to sign in as.</summary>
/// <param name="Id">What a client posts.</param>
/// <param name="Name">Shown; obviously synthetic.</param>
/// <param name="Rpps">Of a health professional.</param>
/// <param name="Profession">`codeProfession`; 10 is a doctor.</param>
/// <param name="Acr">Level of the sign-in.</param>
/// <param name="Subject">The token's `sub`, where it is not the own one.</param>
/// <param name="Roles">Of an agent of the insurer.</param>
internal sealed record SyntheticPerson(string Id, string Name, string? Rpps = null, string Profession = "10", string Acr = "eidas2", string? Subject = null, params string[] Roles)
{
    /// <summary>Official test identities of the national directory (RPPS).</summary>
    public static IReadOnlyList<SyntheticPerson> Doctors { get; } =
    [
        new("doctor-1", "Dr TEST Un", "99700218896"),
        new("doctor-2", "Dr TEST Deux", "99700245667"),
        new("doctor-3", "Dr TEST Trois", "99700296140"),
        new("doctor-4", "Dr TEST Quatre", "99700771191"),
        new("swapped-card", "Dr TEST Un, avec la carte de Dr TEST Deux", "99700245667", Subject: "test-doctor-1"),
        new("weak-sign-in", "Dr TEST Faible (eidas1)", "99700771191", Acr: "eidas1"),
        new("not-a-doctor", "TEST Infirmier (profession 60)", "99700771191", Profession: "60"),
    ];

    public static IReadOnlyList<SyntheticPerson> Agents { get; } =
    [
        new("agent-1", "TEST Agent (Campaigns.Manage)", Roles: [Core.Access.Roles.ManageCampaigns, Core.Access.Roles.ReadCampaigns]),
        new("agent-2", "TEST Lecteur (Campaigns.Read)", Roles: [Core.Access.Roles.ReadCampaigns]),
        new("auditor-3", "TEST Auditeur (Audit.Read)", Roles: [Core.Access.Roles.ReadAudit]),
        new("agent-4", "TEST Conseiller (Contacts.Object)", Roles: [Core.Access.Roles.ObjectForPeople]),
        new("register-5", "TEST Fichier (Register.Update, Register.Import)", Roles: [Core.Access.Roles.UpdateRegister, Core.Access.Roles.ImportRegister]),
        new("granter-6", "TEST Habilitant (Habilitations.Grant)", Roles: [Core.Access.Roles.GrantHabilitations]),
        new("planner-7", "TEST Rédacteur (Waves.Write)", Roles: [Core.Access.Roles.WriteWaves]),
        new("approver-8", "TEST Approbateur (Waves.Approve)", Roles: [Core.Access.Roles.ApproveWaves]),
        new("dispatcher-9", "TEST Routeur (Waves.Report), a system", Roles: [Core.Access.Roles.ReportDeliveries]),
        new("newcomer-10", "TEST Nouveau (Contacts.Object), not habilitated at first", Roles: [Core.Access.Roles.ObjectForPeople]),
        new("lead-11", "TEST Responsable (Waves.Write, Waves.Approve)", Roles: [Core.Access.Roles.WriteWaves, Core.Access.Roles.ApproveWaves]),
    ];

    /// <summary>What Entra ID would call the agent, and a granter writes: zeros, and the number at the end of the id.</summary>
    public string ObjectId => $"00000000-0000-0000-0000-{Id[(Id.LastIndexOf('-') + 1)..].PadLeft(12, '0')}";

    /// <summary>Somebody of a list, or, as `rpps-` and eleven digits, any doctor: for registers with doctors of their own.</summary>
    public static SyntheticPerson? Find(IReadOnlyList<SyntheticPerson> people, string? id)
    {
        ArgumentNullException.ThrowIfNull(people);
        bool anyDoctor = people == Doctors && id is { Length: 16 } && id.StartsWith("rpps-", StringComparison.Ordinal) && id[5..].All(char.IsAsciiDigit);
        return anyDoctor ? new SyntheticPerson(id!, "Dr TEST", id![5..]) : people.FirstOrDefault(person => person.Id == id);
    }

    /// <summary>Claims that are arrays even when they hold one element.</summary>
    public static IReadOnlyList<string> ArrayClaims { get; } = ["roles", "otherIds"];

    /// <summary>Claims as Pro Santé Connect (doctors) and Entra ID (agents) give them.</summary>
    public ClaimsPrincipal ToPrincipal()
    {
        var identity = new ClaimsIdentity("development");
        identity.AddClaim(new Claim(OpenIddictConstants.Claims.Subject, Subject ?? $"test-{Id}"));
        if (Rpps is not null)
        {
            string refPro = JsonSerializer.Serialize(new { exercices = new[] { new { codeProfession = Profession } } });
            string otherIds = JsonSerializer.Serialize(new[] { new { origine = "RPPS", identifiant = Rpps } });
            identity.AddClaim(new Claim("SubjectNameID", "8" + Rpps));
            identity.AddClaim(new Claim("SubjectRefPro", refPro, "JSON"));
            identity.AddClaim(new Claim("otherIds", otherIds, "JSON_ARRAY"));
            identity.AddClaim(new Claim("acr", Acr));
        }
        else
        {
            identity.AddClaim(new Claim("roles", JsonSerializer.Serialize(Roles), "JSON_ARRAY"));
            identity.AddClaim(new Claim("oid", ObjectId));
        }

        var principal = new ClaimsPrincipal(identity);
        principal.SetResources(DevelopmentSignIn.Audience);
        principal.SetDestinations(static _ => [OpenIddictConstants.Destinations.AccessToken]);
        return principal;
    }
}
