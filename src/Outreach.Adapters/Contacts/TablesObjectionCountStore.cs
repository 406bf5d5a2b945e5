using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Adapters.Contacts;

/// <summary>Table `objectioncounts`, one partition per campaign, one row per agent.</summary>
public sealed class TablesObjectionCountStore(OutreachStorage storage) : IObjectionCountStore
{
    public const string Table = "objectioncounts";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<Versioned<ObjectionCount>?> FindAsync(CampaignId campaign, string agent, CancellationToken cancellationToken) =>
        await _table.FindAsync(campaign.Value, agent, cancellationToken) is { } row
            ? new Versioned<ObjectionCount>(
                new ObjectionCount(campaign, agent, TableInstants.Read(row.GetString("Hour")), row.GetInt32("Count").GetValueOrDefault()), row.ETag.ToString())
            : null;

    public async Task<bool> TryPutAsync(ObjectionCount count, string? etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(count);
        var row = new TableEntity(count.Campaign.Value, count.Agent)
        {
            ["Hour"] = TableInstants.ToText(count.Hour),
            ["Count"] = count.Count,
        };
        return await _table.TryPutAsync(row, etag, cancellationToken) is not null;
    }

    public async Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        int removed = 0;
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken, [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)]).Take(most))
        {
            await _table.DeleteIfExistsAsync(row.PartitionKey, row.RowKey, cancellationToken);
            removed++;
        }

        return removed;
    }
}
