using System.Text.Json;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;

namespace Outreach.Adapters.Register;

/// <summary>What is known of a campaign's imports: row `current`, whose generation is the register, and row `loading`, while one is being loaded.</summary>
internal sealed class RegisterImportRows(TableClient table)
{
    private const string Current = "current";
    private const string Loading = "loading";

    public async Task<RegisterImport?> FindCurrentAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        Read(await table.FindAsync(RegisterRowKey.ImportsOf(campaign), Current, cancellationToken));

    public async Task<(RegisterImport Import, string ETag)?> FindLoadingAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        TableEntity? row = await table.FindAsync(RegisterRowKey.ImportsOf(campaign), Loading, cancellationToken);
        return row is null ? null : (Read(row)!, row.ETag.ToString());
    }

    /// <summary>False when another import was started since <paramref name="etag"/> was read.</summary>
    public async Task<bool> TryStartAsync(CampaignId campaign, RegisterImport import, string? etag, CancellationToken cancellationToken) =>
        await table.TryPutAsync(Row(campaign, Loading, import), etag, cancellationToken) is not null;

    /// <summary>False when another import was started since <paramref name="etag"/> was read; nothing is changed then.</summary>
    public async Task<bool> TryCompleteAsync(CampaignId campaign, RegisterImport import, string etag, CancellationToken cancellationToken) =>
        await table.TryTransactAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(campaign, Current, import)),
                new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(RegisterRowKey.ImportsOf(campaign), Loading), new Azure.ETag(etag)),
            ],
            cancellationToken) is not null;

    /// <summary>Reads before it deletes: it is asked for every closed campaign at each run of the deletion timer.</summary>
    public Task RemoveAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        table.RemovePartitionAsync(RegisterRowKey.ImportsOf(campaign), most: 2, cancellationToken);

    private static TableEntity Row(CampaignId campaign, string row, RegisterImport import) =>
        new(RegisterRowKey.ImportsOf(campaign), row) { ["Import"] = JsonSerializer.Serialize(import) };

    private static RegisterImport? Read(TableEntity? row) =>
        row is null ? null : JsonSerializer.Deserialize<RegisterImport>(row.GetString("Import"));
}
