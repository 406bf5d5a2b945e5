using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>Table `outreachexceptions`: one partition per campaign, one row per exception; a handful.</summary>
public sealed class TablesOutreachExceptionStore(OutreachStorage storage) : IOutreachExceptionStore
{
    public const string Table = "outreachexceptions";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<Versioned<OutreachException>?> FindAsync(CampaignId campaign, string id, CancellationToken cancellationToken) =>
        await _table.FindAsync(campaign.Value, id, cancellationToken) is { } row ? new Versioned<OutreachException>(ToException(row), row.ETag.ToString()) : null;

    public async Task<bool> AddAsync(OutreachException exception, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(exception), etag: null, cancellationToken) is not null;

    public async Task<bool> ReplaceAsync(OutreachException exception, string etag, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(exception), etag, cancellationToken) is not null;

    public async IAsyncEnumerable<OutreachException> ListAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<OutreachException> exceptions = [];
        await foreach (TableEntity row in _table.QueryRowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value}"), cancellationToken))
        {
            exceptions.Add(ToException(row));
        }

        foreach (OutreachException exception in exceptions.OrderByDescending(exception => exception.CreatedAt))
        {
            yield return exception;
        }
    }

    public Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken) =>
        _table.RemovePartitionAsync(campaign.Value, most, cancellationToken);

    private static TableEntity ToRow(OutreachException exception) => new(exception.Campaign.Value, exception.Id)
    {
        ["Justification"] = exception.Justification,
        ["MostPeople"] = exception.MostPeople,
        ["Author"] = exception.Author,
        ["CreatedAt"] = TableInstants.ToText(exception.CreatedAt),
        ["NotAfter"] = TableInstants.ToText(exception.NotAfter),
        ["Decider"] = exception.Decider,
        ["DecidedAt"] = exception.DecidedAt is { } decided ? TableInstants.ToText(decided) : null,
        ["Approved"] = exception.Approved,
        ["RevokedAt"] = exception.RevokedAt is { } revoked ? TableInstants.ToText(revoked) : null,
        ["Reserved"] = WaveRowJson.Render(exception.Reserved),
    };

    private static OutreachException ToException(TableEntity row) => new(
        row.RowKey,
        CampaignId.Parse(row.PartitionKey),
        row.GetString("Justification"),
        row.GetInt32("MostPeople") ?? throw new InvalidDataException("An exception lacks its limit."),
        row.GetString("Author"),
        TableInstants.Read(row.GetString("CreatedAt")),
        TableInstants.Read(row.GetString("NotAfter")))
    {
        Decider = row.GetString("Decider"),
        DecidedAt = row.GetString("DecidedAt") is { } decided ? TableInstants.Read(decided) : null,
        Approved = row.GetBoolean("Approved") ?? false,
        RevokedAt = row.GetString("RevokedAt") is { } revoked ? TableInstants.Read(revoked) : null,
        Reserved = WaveRowJson.Read<Dictionary<string, int>>(row.GetString("Reserved")) ?? throw new InvalidDataException("An exception lacks what it holds."),
    };
}
