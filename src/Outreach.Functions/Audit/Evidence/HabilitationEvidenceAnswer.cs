using Outreach.Core.Access.Habilitations;
using Outreach.Core.Audit.Evidence;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>A habilitation as evidence names it.</summary>
/// <param name="Name">Of the agent or system, as the granter wrote it; empty where what is stored does not open.</param>
/// <param name="Agent">The same as the audit trail has them; so are <paramref name="GrantedBy"/> and <paramref name="RevokedBy"/>.</param>
/// <param name="State">`Pending`, `Active`, `Expired` or `Revoked`, when the evidence was drawn up.</param>
/// <param name="Confirmed">Whether the audit trail tells the same of it, as far as its events are kept.</param>
public sealed record HabilitationEvidenceAnswer(
    string Id,
    string Name,
    string Agent,
    IReadOnlyList<string> Purposes,
    DateTimeOffset From,
    DateTimeOffset Until,
    string State,
    DateTimeOffset GrantedAt,
    string GrantedBy,
    DateTimeOffset? RevokedAt,
    string? RevokedBy,
    bool Confirmed)
{
    public static HabilitationEvidenceAnswer Of(Habilitation habilitation, EvidenceFindings found)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        ArgumentNullException.ThrowIfNull(found);
        return new HabilitationEvidenceAnswer(
            habilitation.Id.Value, habilitation.Name, habilitation.Agent, [.. habilitation.Purposes.Select(purpose => purpose.ToString())],
            habilitation.From, habilitation.Until, HabilitationPolicy.StateAt(habilitation, found.At).ToString(),
            habilitation.GrantedAt, habilitation.GrantedBy, habilitation.RevokedAt, habilitation.RevokedBy,
            !found.Habilitations.Unconfirmed.Contains(habilitation.Id));
    }

    public override string ToString() => "habilitation";
}
