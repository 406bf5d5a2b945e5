using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>Table `wavetallies`: a partition per wave with a row per share, and one per campaign that names its waves.</summary>
public sealed class TablesShareTallies(OutreachStorage storage, IOutboxStore outbox) : IShareTallies
{
    public const string Table = "wavetallies";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task PutAsync(CampaignId campaign, WaveId wave, WaveShard shard, WaveTally tally, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tally);

        // The name first: what is kept of a wave is found again.
        await _table.PutAsync(new TableEntity(IndexOf(campaign), wave.Value), cancellationToken);
        await _table.PutAsync(
            new TableEntity(wave.Value, shard.Value)
            {
                ["Campaign"] = campaign.Value,
                [nameof(tally.Planned)] = tally.Planned,
                [nameof(tally.HandedOver)] = tally.HandedOver,
                [nameof(tally.Withheld)] = tally.Withheld,
                [nameof(tally.Refused)] = tally.Refused,
                [nameof(tally.Uncertain)] = tally.Uncertain,
            },
            cancellationToken);
    }

    public async Task<WaveTally> ReadAsync(WaveId wave, CancellationToken cancellationToken)
    {
        WaveTally sum = WaveTally.None;
        CampaignId? campaign = null;
        await foreach (TableEntity row in _table.QueryRowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {wave.Value}"), cancellationToken))
        {
            campaign = CampaignId.Parse(row.GetString("Campaign"));
            sum += new WaveTally(
                Count(row, nameof(sum.Planned)), Count(row, nameof(sum.HandedOver)), Count(row, nameof(sum.Withheld)),
                Count(row, nameof(sum.Refused)), Count(row, nameof(sum.Uncertain)), Delivered: 0, Undelivered: 0);
        }

        (long delivered, long undelivered) = campaign is { } id ? await outbox.CountDeliveriesAsync(id, wave, cancellationToken) : (0, 0);
        return sum with { Delivered = delivered, Undelivered = undelivered };
    }

    public async Task<int> ForgetCampaignAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        int removed = 0;
        TableEntity[] waves = await KeysAsync(IndexOf(campaign), cancellationToken).Take(most).ToArrayAsync(cancellationToken);
        foreach (TableEntity wave in waves)
        {
            List<TableEntity> rows = await KeysAsync(wave.RowKey, cancellationToken).Take(most - removed).ToListAsync(cancellationToken);
            await _table.DeleteRowsAsync(rows, cancellationToken);
            removed += rows.Count;
            if (removed >= most)
            {
                return removed;
            }

            await _table.DeleteIfExistsAsync(wave.PartitionKey, wave.RowKey, cancellationToken);
            removed++;
        }

        return removed;
    }

    private static string IndexOf(CampaignId campaign) => $"campaign~{campaign.Value}";

    private IAsyncEnumerable<TableEntity> KeysAsync(string partition, CancellationToken cancellationToken) =>
        _table.QueryRowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken, TableCalls.KeysAlone);

    private static long Count(TableEntity row, string name) => row.GetInt64(name).GetValueOrDefault();
}
