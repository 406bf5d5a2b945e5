using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Adapters.Lists;

/// <summary>Requests by id (table `listrequests`), and one row per campaign and doctor (table `listdoctors`, partitioned by campaign).</summary>
public sealed class TablesListRequestStore(OutreachStorage storage) : IListRequestStore
{
    public const string RequestsTable = "listrequests";
    public const string DoctorsTable = "listdoctors";
    private const int PageSize = 100;

    private readonly TableClient _requests = storage.Data.GetTableClient(RequestsTable);
    private readonly TableClient _doctors = storage.Data.GetTableClient(DoctorsTable);

    public async Task<ListRequest?> FindAsync(ListRequestId id, CancellationToken cancellationToken) =>
        await _requests.FindAsync(id.Value, "", cancellationToken) is { } row ? ListRows.ToRequest(row) : null;

    public Task PutAsync(ListRequest request, CancellationToken cancellationToken) =>
        _requests.PutAsync(ListRows.FromRequest(request), cancellationToken);

    public Task RemoveAsync(ListRequestId id, CancellationToken cancellationToken) => _requests.DeleteIfExistsAsync(id.Value, "", cancellationToken);

    public async Task<int> RemoveDoctorsAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        List<TableEntity> idle = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and Active eq {""}");
        await foreach (TableEntity row in _doctors.QueryRowsAsync(filter, cancellationToken))
        {
            idle.Add(row);
            if (idle.Count == most)
            {
                break;
            }
        }

        int removed = 0;
        foreach (TableEntity[] rows in idle.Chunk(TableCalls.LargestTransaction))
        {
            // Each only as read; a transaction that somebody else was faster with is made again at the next run.
            TableTransactionAction[] actions = [.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag))];
            removed += await _doctors.TryTransactAsync(actions, cancellationToken) is null ? 0 : rows.Length;
        }

        return removed;
    }

    public async Task<Versioned<DoctorRequests>?> FindDoctorAsync(
        CampaignId campaign, PractitionerRef practitioner, CancellationToken cancellationToken) =>
        await _doctors.FindAsync(campaign.Value, practitioner.Value, cancellationToken) is { } row
            ? new Versioned<DoctorRequests>(ListRows.ToDoctor(row), row.ETag.ToString())
            : null;

    public async Task<bool> TryPutDoctorAsync(DoctorRequests doctor, string? etag, CancellationToken cancellationToken) =>
        await _doctors.TryPutAsync(ListRows.FromDoctor(doctor), etag, cancellationToken) is not null;

    public async IAsyncEnumerable<ListRequest> ReadAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in _requests.QueryRowsAsync(TableClient.CreateQueryFilter($"Campaign eq {campaign.Value}"), cancellationToken))
        {
            yield return ListRows.ToRequest(row);
        }
    }

    public Task<(IReadOnlyList<ListRequest> Requests, string? Continuation)> PageActiveAsync(
        CampaignId campaign, string? continuation, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync<(IReadOnlyList<ListRequest>, string?)>("Table storage", async () =>
        {
            // The last key read is the continuation: it stays valid while rows of earlier pages change.
            string filter = TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and RowKey gt {continuation ?? ""}");
            List<TableEntity> rows = [];
            await foreach (TableEntity row in _doctors.QueryAsync<TableEntity>(filter, PageSize, cancellationToken: cancellationToken))
            {
                rows.Add(row);
                if (rows.Count == PageSize)
                {
                    break;
                }
            }

            string? next = rows.Count == PageSize ? rows[^1].RowKey : null;
            return ([.. rows.Select(ListRows.ToDoctor).Select(doctor => doctor.Active).OfType<ListRequest>()], next);
        });
}
