using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Brings some messages of a wave to their end.</summary>
public sealed class ReconcilePageActivity(ReconcileWaveHandler handler)
{
    [Function(nameof(ReconcilePageActivity))]
    public Task<ReconciledPage> RunAsync([ActivityTrigger] ReconcileWaveInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new WaveId(input.Wave), input.After, cancellationToken);
    }
}
