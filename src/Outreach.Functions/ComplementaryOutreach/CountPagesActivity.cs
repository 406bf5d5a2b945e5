using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Counts some pages of a share.</summary>
public sealed class CountPagesActivity(CountPagesHandler handler)
{
    [Function(nameof(CountPagesActivity))]
    public Task<CountedPages> RunAsync([ActivityTrigger] PreviewShardInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(
            CampaignId.Parse(input.Campaign), new WaveId(input.Wave), new WaveShard(input.Shard), input.Generation, input.Page, cancellationToken);
    }
}
