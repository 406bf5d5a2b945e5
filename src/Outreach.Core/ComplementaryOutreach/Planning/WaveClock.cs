using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Exceptions;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>Ends waves that may not go on: nobody decided in time, their campaign is over, or their exception holds no more.</summary>
public sealed class WaveClock(IOutreachExceptionStore exceptions, WaveJournal journal, TimeProvider time)
{
    /// <summary>How long a wave waits for its preview, and then for a decision.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(14);

    private const string System = "system";

    /// <summary>When nobody has decided in time.</summary>
    public static DateTimeOffset ExpiresAt(Wave wave)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return (wave.Preview?.CountedAt ?? wave.CreatedAt) + Patience;
    }

    /// <summary>The wave as it is now.</summary>
    public async Task<Wave> SettleAsync(Campaign campaign, Wave wave, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(wave);
        return await FindEndAsync(campaign, wave, cancellationToken) is { } end
            ? (await journal.MoveAsync(campaign.Id, wave.Id, end, System, cancellationToken)).Value ?? wave
            : wave;
    }

    private async Task<WaveEvent?> FindEndAsync(Campaign campaign, Wave wave, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        bool undecided = wave.State is WaveState.Previewing or WaveState.AwaitingApproval;
        if (!undecided && wave.State is not (WaveState.Running or WaveState.Reconciling))
        {
            return null;
        }

        if (!campaign.IsOpenAt(now))
        {
            return undecided ? new WaveEvent.Expired() : new WaveEvent.CancelRequested(System);
        }

        if (wave.Plan.Exception is { } id && (await exceptions.FindAsync(campaign.Id, id, cancellationToken))?.Value.HoldsAt(now) != true)
        {
            return new WaveEvent.CancelRequested(System);
        }

        return undecided && ExpiresAt(wave) <= now ? new WaveEvent.Expired() : null;
    }
}
