using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>A batch that is gone.</summary>
public sealed record AcknowledgedBatch(string Part, string Sha256, string End, DateTimeOffset DestroyedAt);

/// <summary>Destroys a batch that its dispatcher has.</summary>
/// <remarks>Safe to run twice: the same answer, with the time and the reason it was destroyed for.</remarks>
public sealed class AcknowledgeBatchHandler(BatchShelf shelf, Pseudonyms pseudonyms)
{
    public async Task<Result<AcknowledgedBatch>> RunAsync(string campaign, string wave, string part, Caller caller, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaign, out CampaignId id) || !WaveId.TryParse(wave, out WaveId waveId) || !PartNames.IsWellFormed(part)
            || await shelf.FindAsync(id, waveId, part, cancellationToken) is not { } batch)
        {
            return ChannelFailures.BatchUnknown;
        }

        return await shelf.DestroyAsync(batch, BatchEnd.Acknowledged, pseudonyms.Actor(caller), cancellationToken) is { End: { } end, DestroyedAt: { } at }
            ? new AcknowledgedBatch(batch.Part, batch.Sha256, end.ToString(), at)
            : ChannelFailures.BatchKept;
    }
}
