using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Allowances in memory; held to <see cref="WaveAllowancesContract"/>.</summary>
public sealed class InMemoryWaveAllowances : IWaveAllowances
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(CampaignId Campaign, string Limit, string Page), int> _taken = [];

    public Task<int> SetAsync(CampaignId campaign, WaveLimit limit, string page, int wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limit);
        lock (_lock)
        {
            int others = _taken.Where(taken => taken.Key.Campaign == campaign && taken.Key.Limit == limit.Name && taken.Key.Page != page).Sum(taken => taken.Value);
            int granted = Math.Min(wanted, Math.Max(_taken.GetValueOrDefault((campaign, limit.Name, page)), limit.Most - others));
            _taken[(campaign, limit.Name, page)] = granted;
            return Task.FromResult(granted);
        }
    }
}
