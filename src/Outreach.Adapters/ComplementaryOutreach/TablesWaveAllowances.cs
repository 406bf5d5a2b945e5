using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>In table `outbox`, one partition per limit: how much is taken, and a row for each page that took; both change in one transaction.</summary>
public sealed class TablesWaveAllowances(OutreachStorage storage) : IWaveAllowances
{
    private const string Total = "~total";
    private const string Taken = "Taken";
    private const int MostTries = 100;

    private readonly TableClient _table = storage.Data.GetTableClient(TablesOutboxStore.Table);

    public async Task<int> SetAsync(CampaignId campaign, WaveLimit limit, string page, int wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limit);
        string partition = $"{campaign.Value}~limit~{limit.Name}";
        for (int i = 0; i < MostTries; i++)
        {
            TableEntity? total = await _table.FindAsync(partition, Total, cancellationToken);
            TableEntity? known = await _table.FindAsync(partition, page, cancellationToken);
            int has = TakenOf(known), taken = TakenOf(total);
            int granted = Math.Min(wanted, has + Math.Max(0, limit.Most - taken));
            if (granted == has || await _table.TryTransactAsync([Put(partition, Total, total, taken + granted - has), Put(partition, page, known, granted)], cancellationToken) is not null)
            {
                return granted;
            }
        }

        throw new TransientDependencyException("A limit of a wave is asked for all the time.");
    }

    private static int TakenOf(TableEntity? row) => row?.GetInt32(Taken) ?? 0;

    private static TableTransactionAction Put(string partition, string name, TableEntity? known, int taken)
    {
        var row = new TableEntity(partition, name) { [Taken] = taken };
        return known is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, known.ETag);
    }
}
