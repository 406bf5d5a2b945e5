using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>An exception as those who plan and approve see it; agents are opaque names.</summary>
/// <param name="State">`Requested`, `Approved`, `Expired` or `Revoked`.</param>
/// <param name="Used">People solicited under it, or held for waves that are under way.</param>
public sealed record OutreachExceptionAnswer(
    string ExceptionId,
    string Campaign,
    string State,
    string Justification,
    int MostPeople,
    long Used,
    string Author,
    DateTimeOffset CreatedAt,
    DateTimeOffset NotAfter,
    string? Decider,
    DateTimeOffset? DecidedAt,
    DateTimeOffset? RevokedAt)
{
    public static OutreachExceptionAnswer Of(ExceptionView view, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(view);
        OutreachException exception = view.Exception;
        string state = exception switch
        {
            { RevokedAt: not null } => "Revoked",
            _ when exception.NotAfter <= now => "Expired",
            { Approved: true } => "Approved",
            _ => "Requested",
        };
        return new OutreachExceptionAnswer(
            exception.Id, exception.Campaign.Value, state, exception.Justification, exception.MostPeople, view.Used, exception.Author, exception.CreatedAt,
            exception.NotAfter, exception.Decider, exception.DecidedAt, exception.RevokedAt);
    }
}

/// <summary>All exceptions of a campaign, newest first.</summary>
public sealed record OutreachExceptionsAnswer(IReadOnlyList<OutreachExceptionAnswer> Exceptions);
