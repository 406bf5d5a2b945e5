namespace Outreach.Core.ComplementaryOutreach.Exceptions;

/// <summary>The moves of an exception; pure. The very same instance when nothing changes.</summary>
public static class ExceptionTransitions
{
    /// <summary>Approval by somebody other than who asked (threat 28).</summary>
    public static Result<OutreachException> Approve(OutreachException exception, string decider, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            _ when exception.Author == decider => ExceptionFailures.OwnException,
            { RevokedAt: not null } => ExceptionFailures.Over,
            _ when exception.NotAfter <= now => ExceptionFailures.Over,
            { Approved: true } => exception,
            _ => exception with { Approved = true, Decider = decider, DecidedAt = now },
        };
    }

    /// <summary>The end of it, at once; also of one that nobody approved.</summary>
    public static OutreachException Revoke(OutreachException exception, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.RevokedAt is null ? exception with { RevokedAt = now } : exception;
    }

    /// <summary>Whether waves may use it now.</summary>
    public static Failure? Bars(OutreachException exception, DateTimeOffset now) => exception switch
    {
        null => ExceptionFailures.NotFound,
        _ when exception.HoldsAt(now) => null,
        { RevokedAt: null } when now < exception.NotAfter => ExceptionFailures.NotApproved,
        _ => ExceptionFailures.Over,
    };
}
