using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Schedules;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Schedules in memory; held to <see cref="OutreachScheduleStoreContract"/>.</summary>
public sealed class InMemoryOutreachScheduleStore : IOutreachScheduleStore
{
    private const string Row = "schedule";

    private readonly VersionedRows<OutreachSchedule> _rows = new();

    public Task<Versioned<OutreachSchedule>?> FindAsync(CampaignId campaign, CancellationToken cancellationToken) => Task.FromResult(_rows.Find(campaign, Row));

    public Task<bool> TryPutAsync(OutreachSchedule schedule, string? etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return Task.FromResult(_rows.TryPut(schedule.Campaign, Row, schedule, etag));
    }

    public Task<bool> RemoveAsync(CampaignId campaign, CancellationToken cancellationToken) => Task.FromResult(_rows.Remove(campaign, most: 1) > 0);
}
