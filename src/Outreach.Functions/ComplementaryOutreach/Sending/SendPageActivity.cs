using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>One turn at one page of a share; people and messages never leave this call.</summary>
public sealed class SendPageActivity(SendPageHandler handler)
{
    [Function(nameof(SendPageActivity))]
    public Task<SentPage> RunAsync([ActivityTrigger] SendShardInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var turn = new PageTurn(
            CampaignId.Parse(input.Campaign), new WaveId(input.Wave), new WaveShard(input.Shard), input.Generation, input.Page,
            input.SoFar ?? WaveTally.None, input.NotBefore, input.Cleared, input.PutOff);
        return handler.RunAsync(turn, cancellationToken);
    }
}
