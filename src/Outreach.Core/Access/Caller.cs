namespace Outreach.Core.Access;

/// <summary>Which side of the law a caller stands on; the two are separate controllers.</summary>
public enum CallerKind
{
    Practitioner,
    Insurer,
}

/// <summary>Who is calling, as a verified token says; never as a request body says.</summary>
/// <param name="Subject">The token's `sub`.</param>
/// <param name="Kind">Practitioner (Pro Santé Connect) or insurer (Entra ID).</param>
/// <param name="Practitioner">From `SubjectNameID`; present for practitioners only.</param>
/// <param name="Roles">Application roles; empty for practitioners.</param>
public sealed record Caller(string Subject, CallerKind Kind, PractitionerId? Practitioner, IReadOnlySet<string> Roles)
{
    public override string ToString() => Kind.ToString();
}

/// <summary>Application roles of the insurer's side.</summary>
public static class Roles
{
    public const string ManageCampaigns = "Campaigns.Manage";
    public const string ReadCampaigns = "Campaigns.Read";
    public const string ReadAudit = "Audit.Read";
    public const string ObjectForPeople = "Contacts.Object";
    public const string UpdateRegister = "Register.Update";
    public const string ImportRegister = "Register.Import";
    public const string GrantHabilitations = "Habilitations.Grant";
    public const string WriteWaves = "Waves.Write";
    public const string ApproveWaves = "Waves.Approve";
    public const string ReportDeliveries = "Waves.Report";
}
