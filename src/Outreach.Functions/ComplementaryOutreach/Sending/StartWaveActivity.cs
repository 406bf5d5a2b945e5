using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Says which shares a wave has.</summary>
public sealed class StartWaveActivity(StartWaveHandler handler)
{
    [Function(nameof(StartWaveActivity))]
    public Task<WaveStart> RunAsync([ActivityTrigger] SendWaveInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new WaveId(input.Wave), cancellationToken);
    }
}
