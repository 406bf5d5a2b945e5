using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>A wave as those who plan and approve see it: how far, by whom, how many, and never who is reached.</summary>
/// <param name="Tally">What it came to so far; null before it is sent.</param>
public sealed record WaveView(Wave Wave, WaveTally? Tally);

/// <summary>Reads waves.</summary>
public sealed class ReadWavesHandler(ICampaignStore campaigns, IWaveStore waves, WaveFinder finder, IWaveTallies tallies)
{
    public async Task<Result<WaveView>> FindAsync(string campaign, string wave, CancellationToken cancellationToken) =>
        await finder.FindAsync(campaign, wave, cancellationToken) is { } found ? await ViewAsync(found.Wave, cancellationToken) : WaveFailures.NotFound;

    /// <summary>All waves of a campaign, newest first: a few a week.</summary>
    public async Task<Result<IReadOnlyList<WaveView>>> ListAsync(string campaignText, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaignText, out CampaignId campaign) || await campaigns.FindAsync(campaign, cancellationToken) is null)
        {
            return Campaigns.Failures.NotFound;
        }

        List<WaveView> views = [];
        await foreach (Wave wave in waves.ListAsync(campaign, cancellationToken))
        {
            views.Add(await ViewAsync(wave, cancellationToken));
        }

        return views;
    }

    private async Task<WaveView> ViewAsync(Wave wave, CancellationToken cancellationToken) => new(wave, wave switch
    {
        { Tally: { } settled } => settled,
        { DecidedAt: not null, State: not WaveState.Rejected } => await tallies.ReadAsync(wave.Id, cancellationToken),
        _ => null,
    });
}
