using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Releases some claims that no message stands for.</summary>
public sealed class ReleaseWaveClaimsActivity(SettleWaveHandler handler)
{
    [Function(nameof(ReleaseWaveClaimsActivity))]
    public Task<string?> RunAsync([ActivityTrigger] ReconcileWaveInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.ReleaseAsync(CampaignId.Parse(input.Campaign), new WaveId(input.Wave), input.After, cancellationToken);
    }
}
