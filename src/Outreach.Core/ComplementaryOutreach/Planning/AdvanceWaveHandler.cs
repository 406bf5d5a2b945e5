using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>What is to be done for a wave next.</summary>
public enum WaveTask
{
    /// <summary>Count its shares.</summary>
    Preview,

    /// <summary>Wait for somebody's decision.</summary>
    Wait,

    /// <summary>Send it, or end what was being sent.</summary>
    Send,

    /// <summary>Nothing any more.</summary>
    Nothing,
}

/// <summary>The next turn of a wave's orchestration; ids, counts and dates only.</summary>
/// <param name="Generation">Of the import to count in.</param>
/// <param name="Shards">What to count.</param>
/// <param name="Until">Look again by then.</param>
public sealed record WaveTurn(WaveTask Task, int Generation, IReadOnlyList<string> Shards, DateTimeOffset Until);

/// <summary>Says what a wave's orchestration does next: the record decides, so that whoever is started, again or twice, goes on where the wave is.</summary>
public sealed class AdvanceWaveHandler(ICampaignStore campaigns, IWaveStore waves, WaveClock clock, IRegister register, TimeProvider time)
{
    /// <summary>A decision wakes the orchestration; should that get lost, it looks by itself.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    public async Task<WaveTurn> RunAsync(CampaignId campaign, WaveId id, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (await campaigns.FindAsync(campaign, cancellationToken) is not { } owner || await waves.FindAsync(campaign, id, cancellationToken) is not { } found)
        {
            return new WaveTurn(WaveTask.Nothing, 0, [], now);
        }

        Wave wave = await clock.SettleAsync(owner.Value, found.Value, cancellationToken);
        return wave.State switch
        {
            WaveState.Previewing => new WaveTurn(
                WaveTask.Preview,
                await register.FindGenerationAsync(campaign, cancellationToken) ?? 0,
                [.. WaveShards.Of(wave.Plan).Select(shard => shard.Value)],
                now),
            WaveState.AwaitingApproval => new WaveTurn(WaveTask.Wait, 0, [], Earlier(WaveClock.ExpiresAt(wave), now + LongestWait)),
            WaveState.Running or WaveState.Reconciling or WaveState.Cancelling => new WaveTurn(WaveTask.Send, 0, [], now),
            WaveState.Completed or WaveState.Rejected or WaveState.Expired or WaveState.Cancelled => new WaveTurn(WaveTask.Nothing, 0, [], now),
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
