using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.ComplementaryOutreach.Schedules;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>Table `outreachschedules`: one row per campaign that has one.</summary>
public sealed class TablesOutreachScheduleStore(OutreachStorage storage) : IOutreachScheduleStore
{
    public const string Table = "outreachschedules";

    private const string Row = "schedule";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<Versioned<OutreachSchedule>?> FindAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await _table.FindAsync(campaign.Value, Row, cancellationToken) is { } row ? new Versioned<OutreachSchedule>(ToSchedule(row), row.ETag.ToString()) : null;

    public async Task<bool> TryPutAsync(OutreachSchedule schedule, string? etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var row = new TableEntity(schedule.Campaign.Value, Row)
        {
            ["Expression"] = schedule.Expression,
            ["Plan"] = WaveRowJson.Render(schedule.Plan),
            ["Author"] = schedule.Author,
            ["SetAt"] = TableInstants.ToText(schedule.SetAt),
            ["HandledUpTo"] = TableInstants.ToText(schedule.HandledUpTo),
            ["LastFailure"] = schedule.LastFailure,
        };
        return await _table.TryPutAsync(row, etag, cancellationToken) is not null;
    }

    public async Task<bool> RemoveAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await _table.RemovePartitionAsync(campaign.Value, most: 1, cancellationToken) > 0;

    private static OutreachSchedule ToSchedule(TableEntity row) => new(
        CampaignId.Parse(row.PartitionKey),
        row.GetString("Expression"),
        WaveRowJson.Read<WaveBody>(row.GetString("Plan")) ?? throw new InvalidDataException("A schedule lacks its plan."),
        row.GetString("Author"),
        TableInstants.Read(row.GetString("SetAt")))
    {
        HandledUpTo = TableInstants.Read(row.GetString("HandledUpTo")),
        LastFailure = row.GetString("LastFailure"),
    };
}
