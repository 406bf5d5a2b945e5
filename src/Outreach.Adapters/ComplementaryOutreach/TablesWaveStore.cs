using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>Table `waves`: one partition per campaign, one row per wave; a few hundred at most.</summary>
public sealed class TablesWaveStore(OutreachStorage storage) : IWaveStore
{
    public const string Table = "waves";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<Versioned<Wave>?> FindAsync(CampaignId campaign, WaveId id, CancellationToken cancellationToken) =>
        await _table.FindAsync(campaign.Value, id.Value, cancellationToken) is { } row ? new Versioned<Wave>(ToWave(row), row.ETag.ToString()) : null;

    public async Task<bool> AddAsync(Wave wave, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(wave), etag: null, cancellationToken) is not null;

    public async Task<bool> ReplaceAsync(Wave wave, string etag, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(wave), etag, cancellationToken) is not null;

    public async IAsyncEnumerable<Wave> ListAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Wave> waves = [];
        await foreach (TableEntity row in _table.QueryRowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value}"), cancellationToken))
        {
            waves.Add(ToWave(row));
        }

        foreach (Wave wave in waves.OrderByDescending(wave => wave.CreatedAt))
        {
            yield return wave;
        }
    }

    public Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken) =>
        _table.RemovePartitionAsync(campaign.Value, most, cancellationToken);

    private static TableEntity ToRow(Wave wave) => new(wave.Campaign.Value, wave.Id.Value)
    {
        ["State"] = wave.State.ToString(),
        ["Plan"] = WaveRowJson.Render(wave.Plan),
        ["Author"] = wave.Author,
        ["CreatedAt"] = TableInstants.ToText(wave.CreatedAt),
        ["Preview"] = WaveRowJson.Render(wave.Preview),
        ["Decider"] = wave.Decider,
        ["DecidedAt"] = ToText(wave.DecidedAt),
        ["Canceller"] = wave.Canceller,
        ["EndedAt"] = ToText(wave.EndedAt),
        ["Tally"] = WaveRowJson.Render(wave.Tally),
    };

    private static Wave ToWave(TableEntity row) => new(
        new WaveId(row.RowKey),
        CampaignId.Parse(row.PartitionKey),
        Enum.Parse<WaveState>(row.GetString("State")),
        WaveRowJson.Read<WavePlan>(row.GetString("Plan")) ?? throw new InvalidDataException("A wave lacks its plan."),
        row.GetString("Author"),
        TableInstants.Read(row.GetString("CreatedAt")))
    {
        Preview = WaveRowJson.Read<WavePreview>(row.GetString("Preview")),
        Decider = row.GetString("Decider"),
        DecidedAt = Instant(row, "DecidedAt"),
        Canceller = row.GetString("Canceller"),
        EndedAt = Instant(row, "EndedAt"),
        Tally = WaveRowJson.Read<WaveTally>(row.GetString("Tally")),
    };

    private static string? ToText(DateTimeOffset? instant) => instant is { } at ? TableInstants.ToText(at) : null;

    private static DateTimeOffset? Instant(TableEntity row, string name) => row.GetString(name) is { } text ? TableInstants.Read(text) : null;
}
