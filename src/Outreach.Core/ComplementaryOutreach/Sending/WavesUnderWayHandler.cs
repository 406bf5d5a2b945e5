using System.Runtime.CompilerServices;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>Finds waves that are approved and not over: an orchestration that is missing, or failed, is to be started.</summary>
public sealed class WavesUnderWayHandler(ICampaignStore campaigns, IWaveStore waves)
{
    public async IAsyncEnumerable<Wave> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            await foreach (Wave wave in waves.ListAsync(campaign.Id, cancellationToken))
            {
                if (wave.State is WaveState.Running or WaveState.Reconciling or WaveState.Cancelling)
                {
                    yield return wave;
                }
            }
        }
    }
}
