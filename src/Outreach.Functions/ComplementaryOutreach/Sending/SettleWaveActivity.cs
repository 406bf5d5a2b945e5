using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Keeps what a wave came to.</summary>
public sealed class SettleWaveActivity(SettleWaveHandler handler)
{
    [Function(nameof(SettleWaveActivity))]
    public Task RunAsync([ActivityTrigger] ReconcileWaveInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.EndAsync(CampaignId.Parse(input.Campaign), new WaveId(input.Wave), input.Tally ?? WaveTally.None, cancellationToken);
    }
}
