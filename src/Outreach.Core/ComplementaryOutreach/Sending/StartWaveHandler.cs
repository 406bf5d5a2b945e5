using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>What is to be done with a wave now. Names are stored in task hubs.</summary>
public enum WaveStep
{
    Send,

    /// <summary>Nothing more is sent; what was is counted.</summary>
    Reconcile,

    /// <summary>Not approved, or over.</summary>
    Nothing,
}

/// <param name="Shards">In the order they are begun.</param>
/// <param name="Generation">Of the import in force.</param>
public sealed record WaveStart(WaveStep Step, IReadOnlyList<string> Shards, int Generation);

/// <summary>Says how a wave is begun, or gone on with after its orchestration failed. Changes nothing.</summary>
public sealed class StartWaveHandler(IWaveStore waves, ContactBooks books)
{
    public async Task<WaveStart> RunAsync(CampaignId campaign, WaveId id, CancellationToken cancellationToken)
    {
        Wave? wave = (await waves.FindAsync(campaign, id, cancellationToken))?.Value;
        ContactBook? book = await books.RequireAsync(campaign, cancellationToken);
        return wave switch
        {
            { State: WaveState.Running } when book is { Generation: > 0 } =>
                new WaveStart(WaveStep.Send, [.. WaveShards.Of(wave.Plan).Select(shard => shard.Value)], book.Generation),
            { State: WaveState.Running or WaveState.Reconciling or WaveState.Cancelling } => new WaveStart(WaveStep.Reconcile, [], 0),
            _ => new WaveStart(WaveStep.Nothing, [], 0),
        };
    }
}
