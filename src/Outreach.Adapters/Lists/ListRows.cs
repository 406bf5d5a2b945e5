using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Adapters.Lists;

/// <summary>How requests and lists are written as table rows.</summary>
internal static class ListRows
{
    public const string RecordRow = "record";

    public static TableEntity FromRequest(ListRequest request) => new(request.Id.Value, "")
    {
        ["Request"] = JsonSerializer.Serialize(RequestDocument.Of(request)),
        ["Campaign"] = request.Campaign.Value,
    };

    public static ListRequest ToRequest(TableEntity row) => JsonSerializer.Deserialize<RequestDocument>(row.GetString("Request"))!.ToRequest();

    public static TableEntity FromDoctor(DoctorRequests doctor) => new(doctor.Campaign.Value, doctor.Practitioner.Value)
    {
        ["Active"] = doctor.Active is null ? "" : JsonSerializer.Serialize(RequestDocument.Of(doctor.Active)),
        ["KeyThumbprint"] = doctor.KeyThumbprint,
        ["Count"] = doctor.Count,
    };

    public static DoctorRequests ToDoctor(TableEntity row) => new(
        CampaignId.Parse(row.PartitionKey),
        new PractitionerRef(row.RowKey),
        row.GetString("Active") is { Length: > 0 } active ? JsonSerializer.Deserialize<RequestDocument>(active)!.ToRequest() : null,
        row.GetString("KeyThumbprint"),
        row.GetInt32("Count") ?? 0);

    public static TableEntity FromRecord(ListRecord record) => new(record.Id.Value, RecordRow)
    {
        ["Request"] = record.Request.Value,
        ["Campaign"] = record.Campaign.Value,
        ["Practitioner"] = record.Practitioner.Value,
        ["NotAfter"] = record.NotAfter,
        ["State"] = record.State.ToString(),
        ["BlobName"] = record.BlobName,
        ["Sha256"] = record.Sha256,
        ["Length"] = record.Length,
        ["Rows"] = record.Rows,
        ["LeftOut"] = record.LeftOut,
        ["LinkJwe"] = record.LinkJwe,
        ["End"] = record.End?.ToString() ?? "",
        ["EndedAt"] = record.EndedAt,
        ["DestroyedAt"] = record.DestroyedAt,
        ["HistoryPurgedAt"] = record.HistoryPurgedAt,
        ["Obstacle"] = record.Obstacle?.Code.ToString() ?? "",
        ["ObstacleSince"] = record.Obstacle?.Since,
        ["OpenedAt"] = record.OpenedAt,
        ["AttestedAt"] = record.AttestedAt,
        ["Attestation"] = record.Attestation is { } attestation ? JsonSerializer.Serialize(attestation) : "",
        ["ReceiptSequence"] = record.Receipt?.Sequence,
        ["ReceiptHash"] = record.Receipt?.Hash,
    };

    public static ListRecord ToRecord(TableEntity row)
    {
        var id = new ListId(row.PartitionKey);
        return new ListRecord
        {
            Id = id,
            Request = new ListRequestId(row.GetString("Request")),
            Campaign = CampaignId.Parse(row.GetString("Campaign")),
            Practitioner = new PractitionerRef(row.GetString("Practitioner")),
            NotAfter = row.GetDateTimeOffset("NotAfter") ?? default,
            State = Enum.Parse<ListState>(row.GetString("State")),
            BlobName = row.GetString("BlobName"),
            Sha256 = row.GetString("Sha256"),
            Length = row.GetInt64("Length") ?? 0,
            Rows = row.GetInt32("Rows") ?? 0,
            LeftOut = row.GetInt32("LeftOut") ?? 0,
            LinkJwe = row.GetString("LinkJwe"),
            End = row.GetString("End") is { Length: > 0 } end ? Enum.Parse<EndReason>(end) : null,
            EndedAt = row.GetDateTimeOffset("EndedAt"),
            DestroyedAt = row.GetDateTimeOffset("DestroyedAt"),
            HistoryPurgedAt = row.GetDateTimeOffset("HistoryPurgedAt"),
            Obstacle = row.GetString("Obstacle") is { Length: > 0 } obstacle
                ? new ObstacleFound(Enum.Parse<Obstacle>(obstacle), row.GetDateTimeOffset("ObstacleSince") ?? default)
                : null,
            OpenedAt = row.GetDateTimeOffset("OpenedAt"),
            AttestedAt = row.GetDateTimeOffset("AttestedAt"),
            Attestation = row.GetString("Attestation") is { Length: > 0 } attestation ? JsonSerializer.Deserialize<Attestation>(attestation) : null,
            Receipt = row.GetInt64("ReceiptSequence") is { } sequence
                ? new AuditReceipt(AuditStream.ForList(id), sequence, row.GetString("ReceiptHash"))
                : null,
        };
    }

    /// <summary>The stored shape of a request; names are a contract with rows already written.</summary>
    private sealed record RequestDocument(
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("campaign")] string Campaign,
        [property: JsonPropertyName("practitioner")] string Practitioner,
        [property: JsonPropertyName("list")] string List,
        [property: JsonPropertyName("necessity")] string NecessityCode,
        [property: JsonPropertyName("comment")] string SealedComment,
        [property: JsonPropertyName("deliveryKey")] string DeliveryKey,
        [property: JsonPropertyName("requestedAt")] DateTimeOffset RequestedAt,
        [property: JsonPropertyName("notAfter")] DateTimeOffset NotAfter)
    {
        public static RequestDocument Of(ListRequest request) => new(
            request.Id.Value, request.Campaign.Value, request.Practitioner.Value, request.List.Value,
            request.NecessityCode, request.SealedComment, request.DeliveryKey, request.RequestedAt, request.NotAfter);

        public ListRequest ToRequest() => new()
        {
            Id = new ListRequestId(Id),
            Campaign = CampaignId.Parse(Campaign),
            Practitioner = new PractitionerRef(Practitioner),
            List = new ListId(List),
            NecessityCode = NecessityCode,
            SealedComment = SealedComment,
            DeliveryKey = DeliveryKey,
            RequestedAt = RequestedAt,
            NotAfter = NotAfter,
        };
    }
}
