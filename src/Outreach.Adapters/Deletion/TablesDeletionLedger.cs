using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Adapters.Deletion;

/// <summary>Table `deletions`, partitioned by the UTC day a promise falls due, ordered by instant.</summary>
public sealed class TablesDeletionLedger(OutreachStorage storage) : IDeletionLedger
{
    public const string Table = "deletions";

    private const int TicksLength = 19;

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public Task PromiseAsync(PromisedDeletion promise, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promise);
        var row = new TableEntity(Day(promise.DueAt), RowKey(promise))
        {
            ["List"] = promise.List.Value,
            ["Request"] = promise.Request.Value,
        };
        if (promise is { Campaign: { } campaign, Practitioner: { } practitioner })
        {
            row["Campaign"] = campaign.Value;
            row["Practitioner"] = practitioner.Value;
        }

        return _table.PutAsync(row, cancellationToken);
    }

    public async IAsyncEnumerable<PromisedDeletion> DueAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // By the key, which holds the instant to the tick: the emulator compares dates to the millisecond only.
        string filter = TableClient.CreateQueryFilter($"PartitionKey le {Day(now)} and RowKey lt {Ticks(now.AddTicks(1))}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken))
        {
            var due = new DateTimeOffset(long.Parse(row.RowKey.AsSpan(0, TicksLength), CultureInfo.InvariantCulture), TimeSpan.Zero);
            yield return new PromisedDeletion(
                due,
                new ListId(row.GetString("List")),
                new ListRequestId(row.GetString("Request")),
                row.GetString("Campaign") is { } campaign ? CampaignId.Parse(campaign) : null,
                row.GetString("Practitioner") is { } practitioner ? new PractitionerRef(practitioner) : null);
        }
    }

    public Task RemoveAsync(PromisedDeletion promise, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promise);
        return _table.DeleteIfExistsAsync(Day(promise.DueAt), RowKey(promise), cancellationToken);
    }

    private static string Day(DateTimeOffset due) => due.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string RowKey(PromisedDeletion promise) =>
        $"{Ticks(promise.DueAt)}-{promise.List.Value}";

    private static string Ticks(DateTimeOffset instant) => instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
