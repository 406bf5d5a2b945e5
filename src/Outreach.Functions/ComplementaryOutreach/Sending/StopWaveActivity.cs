using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>From here on no part of a wave is begun.</summary>
public sealed class StopWaveActivity(SettleWaveHandler handler)
{
    [Function(nameof(StopWaveActivity))]
    public Task RunAsync([ActivityTrigger] ReconcileWaveInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.StopAsync(CampaignId.Parse(input.Campaign), new WaveId(input.Wave), cancellationToken);
    }
}
