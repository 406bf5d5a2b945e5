namespace Outreach.Core.Access.Habilitations;

/// <summary>When a habilitation holds; pure. The period is half-open, and a revocation ends it whatever the clock of the instance that asks says.</summary>
public static class HabilitationPolicy
{
    /// <summary>Months, by the calendar of France, when the granter names no end.</summary>
    public const int DefaultMonths = 6;

    public const int LongestMonths = 12;

    /// <summary>A beginning that is past by no more than this is now: a clock, or a call that was repeated.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>How far ahead it may begin.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(90);

    public static HabilitationState StateAt(Habilitation habilitation, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        return habilitation switch
        {
            { RevokedAt: not null } => HabilitationState.Revoked,
            _ when at < habilitation.From => HabilitationState.Pending,
            _ when at < habilitation.Until => HabilitationState.Active,
            _ => HabilitationState.Expired,
        };
    }

    /// <summary>Whether this agent may do this, now, by it. One without a name is nobody's.</summary>
    public static bool Admits(Habilitation habilitation, string agent, HabilitationPurpose purpose, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        return string.Equals(habilitation.Agent, agent, StringComparison.Ordinal)
            && habilitation.Name.Length > 0
            && habilitation.Purposes.Contains(purpose)
            && StateAt(habilitation, at) == HabilitationState.Active;
    }

    /// <summary>When it ended, or will.</summary>
    public static DateTimeOffset EndOf(Habilitation habilitation)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        return habilitation.RevokedAt is { } revoked && revoked < habilitation.Until ? revoked : habilitation.Until;
    }

    /// <summary>Whether it held, or could have, at any time of a period.</summary>
    public static bool IsWithin(Habilitation habilitation, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        return habilitation.From < to && from < EndOf(habilitation);
    }

    /// <summary>The latest end of one that begins then.</summary>
    public static DateTimeOffset LatestEnd(DateTimeOffset from) => FranceCalendar.AddMonths(from, LongestMonths);

    public static DateTimeOffset DefaultEnd(DateTimeOffset from) => FranceCalendar.AddMonths(from, DefaultMonths);
}
