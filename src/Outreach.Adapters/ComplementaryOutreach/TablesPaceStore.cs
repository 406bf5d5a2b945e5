using System.Text.Json;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>Table `outreachpace`, one partition per campaign: row `state`, whose version everybody races for, and a row for each part.</summary>
public sealed class TablesPaceStore(OutreachStorage storage) : IPaceStore
{
    public const string Table = "outreachpace";

    private const string StateRow = "state";
    private const string PartPrefix = "part~";

    /// <summary>The first text after all that begin with the prefix.</summary>
    private const string PartsEnd = "part\x7f";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<Versioned<PaceState>?> FindAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await _table.FindAsync(campaign.Value, StateRow, cancellationToken) is { } row
            ? new Versioned<PaceState>(JsonSerializer.Deserialize<StoredPace>(row.GetString("State"))!.ToState(), row.ETag.ToString())
            : null;

    public async Task<DateTimeOffset?> FindSlotAsync(CampaignId campaign, WavePart part, CancellationToken cancellationToken) =>
        await _table.FindAsync(campaign.Value, RowOf(part), cancellationToken) is { } row ? TableInstants.Read(row.GetString("Slot")) : null;

    public async Task<bool> TryReserveAsync(
        CampaignId campaign, PaceState next, string? etag, PaceReservation reservation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(reservation);
        var state = new TableEntity(campaign.Value, StateRow) { ["State"] = JsonSerializer.Serialize(StoredPace.Of(next)) };
        var part = new TableEntity(campaign.Value, RowOf(reservation.Part)) { ["Slot"] = TableInstants.ToText(reservation.Slot) };
        TableTransactionAction[] actions =
        [
            etag is null
                ? new TableTransactionAction(TableTransactionActionType.Add, state)
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, state, new Azure.ETag(etag)),
            new TableTransactionAction(TableTransactionActionType.UpsertReplace, part),
        ];
        return await _table.TryTransactAsync(actions, cancellationToken) is not null;
    }

    public Task<int> TrimAsync(CampaignId campaign, DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        RemoveAsync(
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {campaign.Value} and RowKey ge {PartPrefix} and RowKey lt {PartsEnd} and Slot lt {TableInstants.ToText(before)}"),
            most, cancellationToken);

    public Task<int> ForgetAsync(CampaignId campaign, int most, CancellationToken cancellationToken) =>
        RemoveAsync(TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value}"), most, cancellationToken);

    private async Task<int> RemoveAsync(string filter, int most, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken, TableCalls.KeysAlone).Take(most))
        {
            rows.Add(row);
        }

        await _table.DeleteRowsAsync(rows, cancellationToken);
        return rows.Count;
    }

    private static string RowOf(WavePart part) => $"{PartPrefix}{part.Wave.Value}~{part.Name}";

    /// <summary>As it stands in the row: days, and begin and end of busy times in ticks of UTC, by channel.</summary>
    private sealed record StoredPace(Dictionary<DateOnly, int> Days, Dictionary<OutreachChannel, long[]> Busy)
    {
        public static StoredPace Of(PaceState state) => new(
            new Dictionary<DateOnly, int>(state.Days),
            state.Busy.ToDictionary(busy => busy.Key, busy => busy.Value.SelectMany(time => new[] { time.From.UtcTicks, time.To.UtcTicks }).ToArray()));

        public PaceState ToState() => new(
            Days,
            Busy.ToDictionary(busy => busy.Key, busy => (IReadOnlyList<BusyTime>)[.. busy.Value.Chunk(2).Select(pair => new BusyTime(At(pair[0]), At(pair[1])))]));

        private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
    }
}
