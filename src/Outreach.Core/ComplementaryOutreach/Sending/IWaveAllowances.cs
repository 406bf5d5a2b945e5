using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>A total that several shares draw on: people of a wave, or of all waves of an exception.</summary>
/// <param name="Name">`{wave id}`, or `exception-{id}`.</param>
public sealed record WaveLimit(string Name, int Most)
{
    public static IEnumerable<WaveLimit> Of(Wave wave, OutreachException? exception)
    {
        ArgumentNullException.ThrowIfNull(wave);
        if (wave.Plan.MostPeople is { } most)
        {
            yield return new WaveLimit(wave.Id.Value, most);
        }

        if (exception is not null)
        {
            yield return new WaveLimit($"exception-{exception.Id}", exception.MostPeople);
        }
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
