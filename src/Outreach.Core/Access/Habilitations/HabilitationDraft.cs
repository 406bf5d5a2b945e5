namespace Outreach.Core.Access.Habilitations;

/// <summary>Body of a grant, as it came in.</summary>
public sealed record HabilitationBody(
    string? Subject = null, string? Name = null, IReadOnlyList<string?>? Purposes = null, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    public override string ToString() => "habilitation body";
}

/// <summary>A grant whose every part is allowed.</summary>
/// <param name="Subject">As the agent's token will name the agent; kept nowhere.</param>
internal sealed record HabilitationDraft(string Subject, string Name, IReadOnlyList<HabilitationPurpose> Purposes, DateTimeOffset From, DateTimeOffset Until)
{
    private const int LongestSubject = 255;
    private const int LongestName = 80;

    /// <summary>Whether the granter named a beginning; else it is the moment of the call, which a repeated call has not in common.</summary>
    public bool HasOwnStart { get; private init; }

    public override string ToString() => "habilitation draft";

    public static Result<HabilitationDraft> Parse(HabilitationBody body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(body);
        string name = body.Name?.Trim() ?? "";
        if (SubjectOf(body.Subject) is not { } subject)
        {
            return HabilitationFailures.SubjectInvalid;
        }

        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            return HabilitationFailures.NameInvalid;
        }

        if (PurposesOf(body.Purposes) is not { } purposes)
        {
            return HabilitationFailures.PurposesInvalid;
        }

        DateTimeOffset from = body.From is { } start && start > now ? start : now;
        DateTimeOffset until = body.Until ?? HabilitationPolicy.DefaultEnd(from);
        bool valid = body.From is not { } given || (now - HabilitationPolicy.Tolerance <= given && given <= now + HabilitationPolicy.Notice);
        return valid && from < until && until <= HabilitationPolicy.LatestEnd(from)
            ? new HabilitationDraft(subject, name, purposes, from.ToUniversalTime(), until.ToUniversalTime()) { HasOwnStart = from > now }
            : HabilitationFailures.PeriodInvalid;
    }

    /// <summary>Whether the same grant was made before, so that a call may be repeated.</summary>
    public bool Describes(Habilitation known, HabilitationBody body, string grantedBy, DateTimeOffset now) =>
        HabilitationPolicy.StateAt(known, now) is HabilitationState.Active or HabilitationState.Pending
        && known.GrantedBy == grantedBy
        && known.Name == Name
        && known.Purposes.SequenceEqual(Purposes)
        && (HasOwnStart ? known.From == From : known.From <= now)
        && known.Until == (body.Until ?? HabilitationPolicy.DefaultEnd(known.From));

    public Habilitation Grant(string agent, string grantedBy, DateTimeOffset now) => new()
    {
        Id = HabilitationId.Create(agent),
        Agent = agent,
        Name = Name,
        Purposes = Purposes,
        From = From,
        Until = Until,
        GrantedAt = now,
        GrantedBy = grantedBy,
    };

    /// <summary>Entra ID writes object ids in lower case; whoever copies one may not.</summary>
    private static string? SubjectOf(string? text) => text switch
    {
        _ when Guid.TryParseExact(text, "D", out Guid id) => id.ToString("D"),
        { Length: > 0 and <= LongestSubject } when text.All(c => c is > ' ' and <= '~') => text,
        _ => null,
    };

    /// <summary>By the names of the enumeration, exactly: a number would be one too.</summary>
    private static HabilitationPurpose[]? PurposesOf(IReadOnlyList<string?>? names)
    {
        HabilitationPurpose[] known = [.. Enum.GetValues<HabilitationPurpose>().Where(purpose => names?.Contains(purpose.ToString(), StringComparer.Ordinal) == true)];
        return known.Length > 0 && known.Length == names!.Count ? known : null;
    }
}
