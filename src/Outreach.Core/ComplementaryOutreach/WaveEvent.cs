namespace Outreach.Core.ComplementaryOutreach;

/// <summary>What can happen to a wave.</summary>
public abstract record WaveEvent
{
    private WaveEvent()
    {
    }

    /// <summary>Those it would reach were counted to the end.</summary>
    public sealed record Previewed(WavePreview Preview) : WaveEvent;

    /// <summary>The count is out of date, or may be: it is made anew.</summary>
    public sealed record RecountRequested : WaveEvent;

    /// <param name="Decider">Opaque name of who approves.</param>
    /// <param name="CountedAt">Of the preview that is approved: no other than was looked at.</param>
    public sealed record Approved(string Decider, DateTimeOffset CountedAt) : WaveEvent;

    /// <param name="Decider">Opaque name of who decides against it.</param>
    public sealed record Rejected(string Decider) : WaveEvent;

    /// <param name="Canceller">Opaque name of who cancels; `system` when its campaign is over.</param>
    public sealed record CancelRequested(string Canceller) : WaveEvent;

    /// <summary>Nothing of it is left to hand over.</summary>
    public sealed record SendingFinished : WaveEvent;

    /// <summary>Counts are settled, and claims of unsent messages released.</summary>
    public sealed record Reconciled(WaveTally Tally) : WaveEvent;

    /// <summary>Nobody decided in time.</summary>
    public sealed record Expired : WaveEvent;
}
