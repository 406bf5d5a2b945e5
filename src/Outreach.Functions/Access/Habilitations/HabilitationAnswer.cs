using Outreach.Core.Access.Habilitations;

namespace Outreach.Functions.Access.Habilitations;

/// <summary>A habilitation as those who grant them see it.</summary>
/// <param name="Agent">The agent as the audit trail has them.</param>
/// <param name="Name">As the granter wrote it.</param>
/// <param name="State">`Pending`, `Active`, `Expired` or `Revoked`, at the moment of the answer.</param>
/// <param name="GrantedBy">As the audit trail has them.</param>
public sealed record HabilitationAnswer(
    string Id,
    string Agent,
    string Name,
    IReadOnlyList<string> Purposes,
    DateTimeOffset From,
    DateTimeOffset Until,
    string State,
    DateTimeOffset GrantedAt,
    string GrantedBy,
    DateTimeOffset? RevokedAt,
    string? RevokedBy)
{
    public static HabilitationAnswer Of(Habilitation habilitation, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        return new HabilitationAnswer(
            habilitation.Id.Value, habilitation.Agent, habilitation.Name, [.. habilitation.Purposes.Select(purpose => purpose.ToString())],
            habilitation.From, habilitation.Until, HabilitationPolicy.StateAt(habilitation, at).ToString(),
            habilitation.GrantedAt, habilitation.GrantedBy, habilitation.RevokedAt, habilitation.RevokedBy);
    }

    public static string Address(HabilitationId id) => $"/api/habilitations/{id.Value}";

    public override string ToString() => "habilitation";
}

/// <summary>A page of habilitations, in the order of ids.</summary>
/// <param name="Continuation">Ask again with it for the next page; null at the end.</param>
public sealed record HabilitationsAnswer(IReadOnlyList<HabilitationAnswer> Habilitations, string? Continuation)
{
    public static HabilitationsAnswer Of(HabilitationPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new HabilitationsAnswer(
            [.. page.Habilitations.Select(habilitation => HabilitationAnswer.Of(habilitation, page.At))], page.Continuation?.Value);
    }
}

/// <summary>A habilitation that is over.</summary>
/// <param name="OthersInForce">Ids of others by which the same agent may still do something, now or later.</param>
public sealed record RevocationAnswer(HabilitationAnswer Habilitation, IReadOnlyList<string> OthersInForce)
{
    public static RevocationAnswer Of(RevokedHabilitation revoked, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(revoked);
        return new RevocationAnswer(HabilitationAnswer.Of(revoked.Habilitation, at), [.. revoked.OthersInForce.Select(id => id.Value)]);
    }
}
