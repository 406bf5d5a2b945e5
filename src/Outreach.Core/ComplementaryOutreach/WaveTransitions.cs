using Happened = Outreach.Core.ComplementaryOutreach.WaveEvent;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>The moves of a wave; pure, so that every case can be tabled.</summary>
/// <remarks>An event that comes twice changes nothing and answers the same wave; an event out of turn is refused. Whoever planned a wave never decides on it (threat 28).</remarks>
public static class WaveTransitions
{
    /// <summary>Stands before the name of who set the schedule, where that made the wave.</summary>
    public const string Scheduled = "system:";

    /// <summary>The wave after an event; the very same instance when it had happened before.</summary>
    public static Result<Wave> Next(Wave wave, WaveEvent happened, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return happened switch
        {
            Happened.Previewed previewed => Preview(wave, previewed.Preview),
            Happened.RecountRequested => Recount(wave),
            Happened.Approved approved => Approve(wave, approved, now),
            Happened.Rejected rejected => Decide(wave, rejected.Decider, WaveState.Rejected, now),
            Happened.CancelRequested cancelled => Cancel(wave, cancelled.Canceller, now),
            Happened.SendingFinished => Finish(wave),
            Happened.Reconciled reconciled => Reconcile(wave, reconciled.Tally, now),
            Happened.Expired => Expire(wave, now),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened?.GetType().Name, "No such event."),
        };
    }

    /// <summary>Whether nothing can happen to it any more.</summary>
    public static bool IsOver(WaveState state) => state is WaveState.Completed or WaveState.Rejected or WaveState.Expired or WaveState.Cancelled;

    /// <summary>Whether this is who planned it, or set the schedule that did.</summary>
    public static bool IsAuthor(Wave wave, string actor)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return PersonOf(wave.Author) == PersonOf(actor);
    }

    /// <summary>The opaque name of the person behind an author.</summary>
    public static string PersonOf(string author)
    {
        ArgumentNullException.ThrowIfNull(author);
        return author.StartsWith(Scheduled, StringComparison.Ordinal) ? author[Scheduled.Length..] : author;
    }

    private static Result<Wave> Preview(Wave wave, WavePreview preview) => wave.State switch
    {
        WaveState.Previewing => wave with { State = WaveState.AwaitingApproval, Preview = preview },
        WaveState.AwaitingApproval when wave.Preview?.Generation == preview.Generation && wave.Preview.CountedAt == preview.CountedAt => wave,
        _ => WaveFailures.NotNow(wave.State),
    };

    private static Result<Wave> Recount(Wave wave) => wave.State switch
    {
        WaveState.AwaitingApproval => wave with { State = WaveState.Previewing, Preview = null },
        WaveState.Previewing => wave,
        _ => WaveFailures.NotNow(wave.State),
    };

    private static Result<Wave> Approve(Wave wave, Happened.Approved approved, DateTimeOffset now) => wave switch
    {
        { State: WaveState.AwaitingApproval, Preview: { } preview } when preview.CountedAt != approved.CountedAt && !IsAuthor(wave, approved.Decider) => WaveFailures.PreviewChanged,
        _ => Decide(wave, approved.Decider, WaveState.Running, now),
    };

    private static Result<Wave> Decide(Wave wave, string decider, WaveState next, DateTimeOffset now) => wave.State switch
    {
        _ when IsAuthor(wave, decider) => WaveFailures.OwnWave,
        WaveState.AwaitingApproval => wave with { State = next, Decider = decider, DecidedAt = now, EndedAt = IsOver(next) ? now : null },
        _ when IsDecided(wave, next) && wave.Decider == decider => wave,
        _ => WaveFailures.NotNow(wave.State),
    };

    /// <summary>An approval is in force, and may be repeated, until somebody cancels.</summary>
    private static bool IsDecided(Wave wave, WaveState next) => next == WaveState.Rejected
        ? wave.State == WaveState.Rejected
        : wave.State is WaveState.Running or WaveState.Reconciling or WaveState.Completed;

    private static Result<Wave> Cancel(Wave wave, string canceller, DateTimeOffset now) => wave.State switch
    {
        WaveState.Previewing or WaveState.AwaitingApproval => wave with { State = WaveState.Cancelled, Canceller = canceller, EndedAt = now },
        WaveState.Running or WaveState.Reconciling => wave with { State = WaveState.Cancelling, Canceller = canceller },
        WaveState.Cancelling or WaveState.Cancelled => wave,
        WaveState.Completed or WaveState.Rejected or WaveState.Expired => WaveFailures.NotNow(wave.State),
    };

    /// <summary>Of a wave that is being cancelled there is nothing to hand over either.</summary>
    private static Result<Wave> Finish(Wave wave) => wave.State switch
    {
        WaveState.Running => wave with { State = WaveState.Reconciling },
        WaveState.Reconciling or WaveState.Cancelling => wave,
        _ => WaveFailures.NotNow(wave.State),
    };

    private static Result<Wave> Reconcile(Wave wave, WaveTally tally, DateTimeOffset now) => wave.State switch
    {
        WaveState.Reconciling => wave with { State = WaveState.Completed, Tally = tally, EndedAt = now },
        WaveState.Cancelling => wave with { State = WaveState.Cancelled, Tally = tally, EndedAt = now },
        WaveState.Completed => wave,
        WaveState.Cancelled when wave.Decider is not null => wave,
        _ => WaveFailures.NotNow(wave.State),
    };

    private static Result<Wave> Expire(Wave wave, DateTimeOffset now) => wave.State switch
    {
        WaveState.Previewing or WaveState.AwaitingApproval => wave with { State = WaveState.Expired, EndedAt = now },
        WaveState.Expired => wave,
        _ => WaveFailures.NotNow(wave.State),
    };
}
