using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>Table `messagetemplates`: a partition per campaign, a row `{id}~{version, 6 digits}` per version, a column of JSON per channel. Words only, nobody's data.</summary>
public sealed class TablesMessageTemplateStore(OutreachStorage storage) : IMessageTemplateStore
{
    public const string Table = "messagetemplates";

    /// <summary>Accents as they are: a column holds 32,768 characters, and the words of a channel up to 8,400.</summary>
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<Versioned<MessageTemplate>?> FindAsync(CampaignId campaign, string id, int version, CancellationToken cancellationToken) =>
        await _table.FindAsync(campaign.Value, RowKey(id, version), cancellationToken) is { } row ? new Versioned<MessageTemplate>(ToTemplate(row), row.ETag.ToString()) : null;

    public async Task<bool> AddAsync(MessageTemplate template, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(template), etag: null, cancellationToken) is not null;

    public async Task<bool> ReplaceAsync(MessageTemplate template, string etag, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(template), etag, cancellationToken) is not null;

    public async IAsyncEnumerable<MessageTemplate> ListAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in _table.QueryRowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value}"), cancellationToken))
        {
            yield return ToTemplate(row);
        }
    }

    private static string RowKey(string id, int version) => string.Create(CultureInfo.InvariantCulture, $"{id}~{version:D6}");

    private static TableEntity ToRow(MessageTemplate template)
    {
        var row = new TableEntity(template.Campaign.Value, RowKey(template.Id, template.Version))
        {
            ["Id"] = template.Id,
            ["Version"] = template.Version,
            ["State"] = template.State.ToString(),
            ["Author"] = template.Author,
            ["CreatedAt"] = TableInstants.ToText(template.CreatedAt),
            ["Approver"] = template.Approver,
            ["ApprovedAt"] = template.ApprovedAt is { } at ? TableInstants.ToText(at) : null,
        };
        foreach ((OutreachChannel channel, IReadOnlyDictionary<string, TemplateText> texts) in template.Texts)
        {
            row[channel.ToString()] = JsonSerializer.Serialize(texts, Json);
        }

        return row;
    }

    private static MessageTemplate ToTemplate(TableEntity row) => new(
        CampaignId.Parse(row.PartitionKey),
        row.GetString("Id"),
        row.GetInt32("Version") ?? throw new InvalidDataException("A template lacks its version."),
        Enum.Parse<TemplateState>(row.GetString("State")),
        Enum.GetValues<OutreachChannel>().Where(channel => row.ContainsKey(channel.ToString())).ToDictionary(channel => channel, channel => Texts(row, channel)),
        row.GetString("Author"),
        TableInstants.Read(row.GetString("CreatedAt")))
    {
        Approver = row.GetString("Approver"),
        ApprovedAt = row.GetString("ApprovedAt") is { } at ? TableInstants.Read(at) : null,
    };

    private static IReadOnlyDictionary<string, TemplateText> Texts(TableEntity row, OutreachChannel channel) =>
        JsonSerializer.Deserialize<Dictionary<string, TemplateText>>(row.GetString(channel.ToString()), Json)
        ?? throw new InvalidDataException("A template lacks its words.");
}
