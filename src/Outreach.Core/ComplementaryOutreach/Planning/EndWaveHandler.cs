using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>Writes down that a wave is over, with what it came to, once its sending has ended.</summary>
/// <remarks>Safe to run twice, and without effect where the sending wrote it down itself.</remarks>
public sealed class EndWaveHandler(WaveJournal journal, IWaveTallies tallies)
{
    private const string Actor = "system";

    public async Task RunAsync(CampaignId campaign, WaveId wave, CancellationToken cancellationToken)
    {
        Result<Wave> handedOver = await journal.MoveAsync(campaign, wave, new WaveEvent.SendingFinished(), Actor, cancellationToken);
        if (handedOver.Succeeded)
        {
            var reconciled = new WaveEvent.Reconciled(await tallies.ReadAsync(wave, cancellationToken));
            await journal.MoveAsync(campaign, wave, reconciled, Actor, cancellationToken);
        }
    }
}
