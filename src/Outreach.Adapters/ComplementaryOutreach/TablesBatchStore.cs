using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>Table `outreachbatches`, one partition per campaign and wave, a row for each part.</summary>
public sealed class TablesBatchStore(OutreachStorage storage) : IBatchStore
{
    public const string Table = "outreachbatches";

    private const int IdLength = 16;

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<bool> AddAsync(BatchRecord batch, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(batch), etag: null, cancellationToken) is not null;

    public async Task<Versioned<BatchRecord>?> FindAsync(CampaignId campaign, WaveId wave, string part, CancellationToken cancellationToken) =>
        await _table.FindAsync(PartitionOf(campaign, wave), part, cancellationToken) is { } row
            ? new Versioned<BatchRecord>(ToBatch(row), row.ETag.ToString())
            : null;

    public async Task<bool> ReplaceAsync(BatchRecord batch, string etag, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(batch), etag, cancellationToken) is not null;

    public IAsyncEnumerable<BatchRecord> ListAsync(CampaignId campaign, WaveId wave, string after, CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(campaign, wave)} and RowKey gt {after}"), cancellationToken);

    public IAsyncEnumerable<BatchRecord> KeptAsync(CampaignId campaign, DateTimeOffset madeBy, CancellationToken cancellationToken) =>
        QueryAsync($"{OfCampaign(campaign)} and Kept eq true and CreatedAt le '{TableInstants.ToText(madeBy)}'", cancellationToken);

    public async Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in _table.QueryRowsAsync(OfCampaign(campaign), cancellationToken, TableCalls.KeysAlone).Take(most))
        {
            rows.Add(row);
        }

        await _table.DeleteRowsAsync(rows, cancellationToken);
        return rows.Count;
    }

    private async IAsyncEnumerable<BatchRecord> QueryAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken))
        {
            yield return ToBatch(row);
        }
    }

    private static string PartitionOf(CampaignId campaign, WaveId wave) => $"{campaign.Value}~{wave.Value}";

    /// <summary>All waves of a campaign: hexadecimal digits lie between.</summary>
    private static string OfCampaign(CampaignId campaign) =>
        TableClient.CreateQueryFilter($"PartitionKey ge {campaign.Value + "~0"} and PartitionKey lt {campaign.Value + "~g"}");

    private static TableEntity ToRow(BatchRecord batch) => new(PartitionOf(batch.Campaign, batch.Wave), batch.Part)
    {
        ["Channel"] = batch.Channel.ToString(),
        ["Blob"] = batch.Blob,
        ["Sha256"] = batch.Sha256,
        ["KeyId"] = batch.KeyId,
        ["Messages"] = batch.Messages.SelectMany(message => Convert.FromHexString(message.Value)).ToArray(),
        ["NotOn"] = string.Join(' ', batch.NotOn.Select(day => day.ToString("O", CultureInfo.InvariantCulture))),
        ["CreatedAt"] = TableInstants.ToText(batch.CreatedAt),
        ["Kept"] = batch.DestroyedAt is null,
        ["End"] = batch.End?.ToString(),
        ["DestroyedAt"] = batch.DestroyedAt is { } at ? TableInstants.ToText(at) : null,
    };

    private static BatchRecord ToBatch(TableEntity row)
    {
        string[] keys = row.PartitionKey.Split('~');
        return new BatchRecord(
            CampaignId.Parse(keys[0]),
            new WaveId(keys[1]),
            row.RowKey,
            Enum.Parse<OutreachChannel>(row.GetString("Channel")),
            row.GetString("Blob"),
            row.GetString("Sha256"),
            row.GetString("KeyId"),
            [.. row.GetBinary("Messages").Chunk(IdLength).Select(id => new MessageId(Convert.ToHexStringLower(id)))],
            [.. row.GetString("NotOn").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(day => DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture))],
            TableInstants.Read(row.GetString("CreatedAt")))
        {
            End = row.GetString("End") is { } end ? Enum.Parse<BatchEnd>(end) : null,
            DestroyedAt = row.GetString("DestroyedAt") is { } at ? TableInstants.Read(at) : null,
        };
    }
}
