using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Core.Mail;

namespace Outreach.Adapters.Deletion;

/// <summary>Table `mailentries`, one partition per campaign, one row per list: ciphertext, and when it is to be gone.</summary>
public sealed class TablesMailEntryStore(OutreachStorage storage) : IMailEntryStore
{
    public const string Table = "mailentries";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public Task PutAsync(MailEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var row = new TableEntity(entry.Campaign.Value, entry.List.Value)
        {
            ["Wrapped"] = entry.Wrapped,
            ["Language"] = entry.Language.ToString(),
            ["Expires"] = TableInstants.ToText(entry.ExpiresAt),
        };
        return _table.PutAsync(row, cancellationToken);
    }

    public async Task<MailEntry?> FindAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken) =>
        await _table.FindAsync(campaign.Value, list.Value, cancellationToken) is { } row ? ToEntry(row) : null;

    public Task RemoveAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken) =>
        _table.DeleteIfExistsAsync(campaign.Value, list.Value, cancellationToken);

    public async IAsyncEnumerable<MailEntry> ExpiredAsync(
        CampaignId campaign, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and Expires le {TableInstants.ToText(now)}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken))
        {
            yield return ToEntry(row);
        }
    }

    private static MailEntry ToEntry(TableEntity row) => new(
        CampaignId.Parse(row.PartitionKey),
        new ListId(row.RowKey),
        row.GetBinary("Wrapped"),
        Enum.Parse<MailLanguage>(row.GetString("Language")),
        TableInstants.Read(row.GetString("Expires")));
}
