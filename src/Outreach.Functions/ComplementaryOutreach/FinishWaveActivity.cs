using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Writes down that a wave is over, once its sending has ended.</summary>
public sealed class FinishWaveActivity(EndWaveHandler handler)
{
    [Function(nameof(FinishWaveActivity))]
    public Task RunAsync([ActivityTrigger] RunWaveInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new WaveId(input.Wave), cancellationToken);
    }
}
