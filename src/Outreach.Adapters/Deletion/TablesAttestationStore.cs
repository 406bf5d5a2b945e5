using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;

namespace Outreach.Adapters.Deletion;

/// <summary>Table `attestations`, one partition per campaign, one row per list.</summary>
/// <remarks>What is due is found by reading the partition: a campaign of which nothing is due any more is not asked about.</remarks>
public sealed class TablesAttestationStore(OutreachStorage storage) : IAttestationStore
{
    public const string Table = "attestations";

    private const int PageSize = 100;

    private static readonly string[] Counted =
        [nameof(AttestationDuty.State), nameof(AttestationDuty.RemindedBefore), nameof(AttestationDuty.RemindedAfter), nameof(AttestationDuty.Unreachable), nameof(AttestationDuty.EscalatedAt)];

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<bool> AddAsync(AttestationDuty duty, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(AttestationRows.From(duty), etag: null, cancellationToken) is not null;

    public async Task<Versioned<AttestationDuty>?> FindAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken) =>
        await _table.FindAsync(campaign.Value, list.Value, cancellationToken) is { } row ? Versioned(row) : null;

    public Task<string?> TryPutAsync(AttestationDuty duty, string etag, CancellationToken cancellationToken) =>
        _table.TryPutAsync(AttestationRows.From(duty), etag, cancellationToken);

    public async IAsyncEnumerable<Versioned<AttestationDuty>> DueAsync(
        CampaignId campaign, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // As text, to the tick: the emulator compares dates to the millisecond only. Empty, which comes first, is nothing due.
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and Due gt {""} and Due le {TableInstants.ToText(now)}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken))
        {
            yield return Versioned(row);
        }
    }

    public async Task<bool> IsAnyPendingAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and Due gt {""}");
        await foreach (TableEntity _ in _table.QueryRowsAsync(filter, cancellationToken, ["RowKey"]))
        {
            return true;
        }

        return false;
    }

    public Task<(IReadOnlyList<AttestationDuty> Duties, string? Continuation)> PageUnattestedAsync(
        CampaignId campaign, string? continuation, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync<(IReadOnlyList<AttestationDuty>, string?)>("Table storage", async () =>
        {
            // The last key read is the continuation: it stays valid while rows of earlier pages change.
            string filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {campaign.Value} and RowKey gt {continuation ?? ""} and State eq {nameof(AttestationState.Escalated)}");
            List<AttestationDuty> page = [];
            await foreach (TableEntity row in _table.QueryAsync<TableEntity>(filter, PageSize, cancellationToken: cancellationToken))
            {
                page.Add(AttestationRows.To(row));
                if (page.Count == PageSize)
                {
                    break;
                }
            }

            return (page, page.Count == PageSize ? page[^1].List.Value : null);
        });

    public async Task<AttestationCounts> CountAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        AttestationCounts counts = new(0, 0, 0, 0, 0, 0);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken, Counted))
        {
            counts = counts.With(
                Enum.Parse<AttestationState>(row.GetString(nameof(AttestationDuty.State))),
                row.GetInt32(nameof(AttestationDuty.RemindedBefore)) ?? 0,
                row.GetInt32(nameof(AttestationDuty.RemindedAfter)) ?? 0,
                row.GetBoolean(nameof(AttestationDuty.Unreachable)) ?? false,
                row.GetDateTimeOffset(nameof(AttestationDuty.EscalatedAt)) is not null);
        }

        return counts;
    }

    private static Versioned<AttestationDuty> Versioned(TableEntity row) => new(AttestationRows.To(row), row.ETag.ToString());
}
