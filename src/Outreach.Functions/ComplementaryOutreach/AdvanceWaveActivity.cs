using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Says what is to be done for a wave next.</summary>
public sealed class AdvanceWaveActivity(AdvanceWaveHandler handler)
{
    [Function(nameof(AdvanceWaveActivity))]
    public Task<WaveTurn> RunAsync([ActivityTrigger] RunWaveInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new WaveId(input.Wave), cancellationToken);
    }
}
