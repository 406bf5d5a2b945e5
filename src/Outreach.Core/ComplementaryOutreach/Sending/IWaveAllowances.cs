using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>A total that several shares draw on: people of a wave. That waves of one exception do not exceed it together is reserved when they are approved.</summary>
/// <param name="Name">The wave's id.</param>
public sealed record WaveLimit(string Name, int Most)
{
    /// <summary>Null where there is none but the campaign's.</summary>
    public static WaveLimit? Of(Wave wave)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return wave.Plan.MostPeople is { } most ? new WaveLimit(wave.Id.Value, most) : null;
    }
}

/// <summary>Grants each page its part of a total, atomically over all instances; never more in sum than the total.</summary>
public interface IWaveAllowances
{
    /// <summary>Sets what a page has: as much of <paramref name="wanted"/> as there is room for, with what it has already; less than before gives back. Twice is once.</summary>
    /// <param name="page">Names the taker, and nobody.</param>
    /// <returns>What the page has now.</returns>
    Task<int> SetAsync(CampaignId campaign, WaveLimit limit, string page, int wanted, CancellationToken cancellationToken);
}
