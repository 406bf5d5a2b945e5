using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>Keeps how far each share is; <see cref="IWaveTallies"/> reads the sum.</summary>
public interface IShareTallies : IWaveTallies
{
    /// <summary>Sets a share's counts; again is the same.</summary>
    Task PutAsync(CampaignId campaign, WaveId wave, WaveShard shard, WaveTally tally, CancellationToken cancellationToken);

    /// <summary>Removes what is kept of a campaign that is over, at most so many rows. How many were removed.</summary>
    Task<int> ForgetCampaignAsync(CampaignId campaign, int most, CancellationToken cancellationToken);
}
