using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;

namespace Outreach.Adapters.Register;

/// <summary>Table `registerimports`, partitioned by campaign: row `run~{import}`, and `part~{import}~{phase}~{part}` for how far each part is.</summary>
public sealed class TablesImportRunStore(OutreachStorage storage) : IImportRunStore
{
    public const string Table = "registerimports";

    private const string Column = "Json";

    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<Versioned<ImportRun>?> FindAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken) =>
        await _table.FindAsync(campaign.Value, RunRow(import), cancellationToken) is { } row ? new Versioned<ImportRun>(ToRun(row), row.ETag.ToString()) : null;

    public async Task<bool> TryAddAsync(ImportRun run, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(FromRun(run), etag: null, cancellationToken) is not null;

    public async Task<bool> TryReplaceAsync(ImportRun run, string etag, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(FromRun(run), etag, cancellationToken) is not null;

    public async IAsyncEnumerable<ImportRun> ListAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in RowsAsync(campaign, "run~", cancellationToken))
        {
            yield return ToRun(row);
        }
    }

    public Task TellAsync(CampaignId campaign, ImportId import, ImportProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        string row = string.Create(CultureInfo.InvariantCulture, $"{PartRows(import)}{progress.Phase}~{progress.Part:D3}");
        return _table.PutAsync(new TableEntity(campaign.Value, row) { [Column] = JsonSerializer.Serialize(progress, Options) }, cancellationToken);
    }

    public async Task<IReadOnlyList<ImportProgress>> ReadProgressAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken)
    {
        List<ImportProgress> read = [];
        await foreach (TableEntity row in RowsAsync(campaign, PartRows(import), cancellationToken))
        {
            read.Add(JsonSerializer.Deserialize<ImportProgress>(row.GetString(Column), Options)!);
        }

        return read;
    }

    public async Task RemoveAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken)
    {
        // The import last: killed in between, whoever asks again finds it.
        List<TableEntity> parts = [];
        await foreach (TableEntity row in RowsAsync(campaign, PartRows(import), cancellationToken))
        {
            parts.Add(row);
        }

        await _table.DeleteRowsAsync(parts, cancellationToken);
        await _table.DeleteIfExistsAsync(campaign.Value, RunRow(import), cancellationToken);
    }

    private static string RunRow(ImportId import) => $"run~{import.Value}";

    private static string PartRows(ImportId import) => $"part~{import.Value}~";

    private static TableEntity FromRun(ImportRun run) =>
        new(run.Campaign.Value, RunRow(run.Id)) { [Column] = JsonSerializer.Serialize(run, Options) };

    private static ImportRun ToRun(TableEntity row) =>
        JsonSerializer.Deserialize<ImportRun>(row.GetString(Column), Options)! with { Campaign = CampaignId.Parse(row.PartitionKey) };

    private IAsyncEnumerable<TableEntity> RowsAsync(CampaignId campaign, string prefix, CancellationToken cancellationToken) => _table.QueryRowsAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and RowKey ge {prefix} and RowKey lt {prefix + "~"}"), cancellationToken);
}
