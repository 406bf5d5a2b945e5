using System.Globalization;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>What dispatchers report, beside the messages, and its counts in a row of the same partition: one transaction, so that a report counts once.</summary>
internal sealed class OutboxDeliveries(TableClient table)
{
    /// <summary>After every message id.</summary>
    public const string Row = "~deliveries";

    private const int MostTries = 20;

    public async Task<DeliveryOutcome> ReportAsync(CampaignId campaign, WaveId wave, IReadOnlyCollection<DeliveryReport> reports, CancellationToken cancellationToken)
    {
        // Of two reports about one message in one call the later counts.
        DeliveryReport[] last = [.. reports.GroupBy(report => report.Message).Select(same => same.Last())];
        var outcome = new DeliveryOutcome(0, reports.Count - last.Length, 0);
        foreach (var partition in last.GroupBy(report => OutboxRow.PartitionOf(campaign, wave, report.Message), StringComparer.Ordinal))
        {
            foreach (DeliveryReport[] chunk in partition.Chunk(TableCalls.LargestTransaction - 1))
            {
                outcome += await ReportAsync(partition.Key, chunk, cancellationToken);
            }
        }

        return outcome;
    }

    public async Task<(long Delivered, long Undelivered)> CountAsync(string partition, CancellationToken cancellationToken) =>
        await table.FindAsync(partition, Row, cancellationToken) is { } row ? (CountOf(row, DeliveryState.Delivered), CountOf(row, DeliveryState.Undelivered)) : (0, 0);

    private async Task<DeliveryOutcome> ReportAsync(string partition, DeliveryReport[] reports, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MostTries; i++)
        {
            TableEntity? counts = await table.FindAsync(partition, Row, cancellationToken);
            TableEntity?[] rows = await Task.WhenAll(reports.Select(report => table.FindAsync(partition, report.Message.Value, cancellationToken)));
            (DeliveryReport Report, TableEntity Row)[] known =
                [.. reports.Zip(rows).Where(pair => pair.Second is not null && OutboxRow.MayBeReported(pair.Second)).Select(pair => (pair.First, pair.Second!))];
            (DeliveryReport Report, TableEntity Row)[] changed = [.. known.Where(pair => OutboxRow.DeliveryOf(pair.Row) != pair.Report.Delivery)];
            var outcome = new DeliveryOutcome(changed.Length, known.Length - changed.Length, reports.Length - known.Length);
            if (changed.Length == 0 || await table.TryTransactAsync([Count(partition, counts, changed), .. changed.Select(Write)], cancellationToken) is not null)
            {
                return outcome;
            }
        }

        throw new TransientDependencyException("Reports of one wave come in from several sides.");
    }

    private static TableTransactionAction Write((DeliveryReport Report, TableEntity Row) change) => OutboxRow.Update(
        new TableEntity(change.Row.PartitionKey, change.Row.RowKey) { [OutboxRow.Delivery] = change.Report.Delivery.ToString() }, change.Row.ETag.ToString());

    private static TableTransactionAction Count(string partition, TableEntity? counts, IReadOnlyCollection<(DeliveryReport Report, TableEntity Row)> changed)
    {
        var row = new TableEntity(partition, Row);
        foreach (DeliveryState state in Enum.GetValues<DeliveryState>())
        {
            int more = changed.Count(change => change.Report.Delivery == state), less = changed.Count(change => OutboxRow.DeliveryOf(change.Row) == state);
            row[state.ToString()] = (CountOf(counts, state) + more - less).ToString(CultureInfo.InvariantCulture);
        }

        return counts is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, counts.ETag);
    }

    private static long CountOf(TableEntity? row, DeliveryState state) =>
        row?.GetString(state.ToString()) is { } text ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
}
