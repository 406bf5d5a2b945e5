using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;

namespace Outreach.Adapters.Campaigns;

/// <summary>Table `campaigns`: one partition, one row each; there are a handful.</summary>
public sealed class TablesCampaignStore(OutreachStorage storage) : ICampaignStore
{
    public const string Table = "campaigns";

    private const string Partition = "campaign";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<Versioned<Campaign>?> FindAsync(CampaignId id, CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition, id.Value, cancellationToken) is { } row ? new Versioned<Campaign>(ToCampaign(row), row.ETag.ToString()) : null;

    public async Task<bool> AddAsync(Campaign campaign, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(campaign), etag: null, cancellationToken) is not null;

    public async Task<bool> ReplaceAsync(Campaign campaign, string etag, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(campaign), etag, cancellationToken) is not null;

    public async IAsyncEnumerable<Campaign> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in _table.QueryRowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken))
        {
            yield return ToCampaign(row);
        }
    }

    private static TableEntity ToRow(Campaign campaign) => new(Partition, campaign.Id.Value)
    {
        ["Title"] = campaign.Title,
        ["OpensAt"] = campaign.OpensAt,
        ["EndsAt"] = campaign.EndsAt,
        ["AcceptedReasons"] = string.Join(' ', campaign.Policy.AcceptedReasons),
        ["ListLifetimeDays"] = campaign.Policy.ListLifetimeDays,
        ["RequestsPerDoctor"] = campaign.Policy.RequestsPerDoctor,
        ["OpeningsPerList"] = campaign.Policy.OpeningsPerList,
        ["SolicitationsPerPerson"] = campaign.Policy.SolicitationsPerPerson,
        ["State"] = campaign.State.ToString(),
        ["KeyId"] = campaign.KeyId,
        ["WrappedSecret"] = campaign.WrappedSecret,
        ["CreatedAt"] = campaign.CreatedAt,
        ["ClosedAt"] = campaign.ClosedAt,
        ["KeyDisabledAt"] = campaign.Key.DisabledAt,
        ["KeyDeletedAt"] = campaign.Key.DeletedAt,
        ["KeyFinalOn"] = campaign.Key.FinalOn,
        ["KeyPurgedAt"] = campaign.Key.PurgedAt,
        ["KeyRecoveredAt"] = campaign.Key.RecoveredAt,
        ["KeyCheckedAt"] = campaign.Key.CheckedAt,
        ["NoticeKeyId"] = campaign.NoticeKeyId,
        ["NoticesEndedAt"] = campaign.NoticesEndedAt,
        ["NoticeKeyFinalOn"] = campaign.NoticeKeyFinalOn,
    };

    private static Campaign ToCampaign(TableEntity row) => new(
        CampaignId.Parse(row.RowKey),
        row.GetString("Title"),
        Instant(row, "OpensAt"),
        Instant(row, "EndsAt"),
        new CampaignPolicy
        {
            AcceptedReasons = row.GetString("AcceptedReasons").Split(' '),
            ListLifetimeDays = Number(row, "ListLifetimeDays"),
            RequestsPerDoctor = Number(row, "RequestsPerDoctor"),
            OpeningsPerList = Number(row, "OpeningsPerList"),
            SolicitationsPerPerson = Number(row, "SolicitationsPerPerson"),
        },
        Enum.Parse<CampaignState>(row.GetString("State")),
        row.GetString("KeyId"),
        row.GetBinary("WrappedSecret") ?? [],
        Instant(row, "CreatedAt"))
    {
        ClosedAt = row.GetDateTimeOffset("ClosedAt"),
        Key = new KeyState
        {
            DisabledAt = row.GetDateTimeOffset("KeyDisabledAt"),
            DeletedAt = row.GetDateTimeOffset("KeyDeletedAt"),
            FinalOn = row.GetDateTimeOffset("KeyFinalOn"),
            PurgedAt = row.GetDateTimeOffset("KeyPurgedAt"),
            RecoveredAt = row.GetDateTimeOffset("KeyRecoveredAt"),
            CheckedAt = row.GetDateTimeOffset("KeyCheckedAt"),
        },
        NoticeKeyId = row.GetString("NoticeKeyId") ?? "",
        NoticesEndedAt = row.GetDateTimeOffset("NoticesEndedAt"),
        NoticeKeyFinalOn = row.GetDateTimeOffset("NoticeKeyFinalOn"),
    };

    /// <summary>A row without its limits must not read as one with none.</summary>
    private static int Number(TableEntity row, string name) => row.GetInt32(name) ?? throw new InvalidDataException($"A campaign lacks {name}.");

    private static DateTimeOffset Instant(TableEntity row, string name) =>
        row.GetDateTimeOffset(name) ?? throw new InvalidDataException($"A campaign lacks {name}.");
}
