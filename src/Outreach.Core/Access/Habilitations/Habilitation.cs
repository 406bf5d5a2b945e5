namespace Outreach.Core.Access.Habilitations;

/// <summary>That a named agent, or system, of the insurer may do something, for a time, because somebody else said so (C10).</summary>
public sealed record Habilitation
{
    public required HabilitationId Id { get; init; }

    /// <summary>The agent as the audit trail has it, from <see cref="Pseudonyms.Actor"/>.</summary>
    public required string Agent { get; init; }

    /// <summary>The agent as people know them, as the granter wrote it. For answers and evidence; never in the trail, a log or an exception. Empty where what is stored does not open.</summary>
    public required string Name { get; init; }

    /// <summary>Different ones, in the order of the enumeration.</summary>
    public required IReadOnlyList<HabilitationPurpose> Purposes { get; init; }

    /// <summary>The first instant it holds.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant it does not hold any more.</summary>
    public required DateTimeOffset Until { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>Another person than the agent, as the audit trail has them.</summary>
    public required string GrantedBy { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedBy { get; init; }

    /// <summary>Nothing of it, so that a stray interpolation cannot put a name in a log.</summary>
    public override string ToString() => "habilitation";
}

/// <summary>How a habilitation stands at an instant.</summary>
public enum HabilitationState
{
    /// <summary>Granted, and not begun.</summary>
    Pending,
    Active,
    Expired,
    Revoked,
}
