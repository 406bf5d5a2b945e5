using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;

namespace Outreach.Adapters.Deletion;

/// <summary>How the attestation of a list is written as a table row.</summary>
internal static class AttestationRows
{
    public static TableEntity From(AttestationDuty duty) => new(duty.Campaign.Value, duty.List.Value)
    {
        ["Practitioner"] = duty.Practitioner.Value,
        ["AskedAt"] = duty.AskedAt,
        ["NotAfter"] = duty.NotAfter,
        ["State"] = duty.State.ToString(),
        ["Due"] = duty.DueAt is { } due ? TableInstants.ToText(due) : "",
        ["Passed"] = duty.Passed,
        ["Begun"] = duty.Begun,
        ["Attempts"] = duty.Attempts,
        ["RemindedBefore"] = duty.RemindedBefore,
        ["RemindedAfter"] = duty.RemindedAfter,
        ["Unreachable"] = duty.Unreachable,
        ["EndedAt"] = duty.EndedAt,
        ["EscalatedAt"] = duty.EscalatedAt,
        ["AttestedAt"] = duty.AttestedAt,
    };

    public static AttestationDuty To(TableEntity row) => new()
    {
        Campaign = CampaignId.Parse(row.PartitionKey),
        List = new ListId(row.RowKey),
        Practitioner = new PractitionerRef(row.GetString("Practitioner")),
        AskedAt = row.GetDateTimeOffset("AskedAt") ?? throw Lacks("AskedAt"),
        NotAfter = row.GetDateTimeOffset("NotAfter") ?? throw Lacks("NotAfter"),
        State = Enum.Parse<AttestationState>(row.GetString("State")),
        DueAt = row.GetString("Due") is { Length: > 0 } due ? TableInstants.Read(due) : null,
        Passed = row.GetInt32("Passed") ?? throw Lacks("Passed"),
        Begun = row.GetInt32("Begun") ?? 0,
        Attempts = row.GetInt32("Attempts") ?? 0,
        RemindedBefore = row.GetInt32("RemindedBefore") ?? 0,
        RemindedAfter = row.GetInt32("RemindedAfter") ?? 0,
        Unreachable = row.GetBoolean("Unreachable") ?? false,
        EndedAt = row.GetDateTimeOffset("EndedAt"),
        EscalatedAt = row.GetDateTimeOffset("EscalatedAt"),
        AttestedAt = row.GetDateTimeOffset("AttestedAt"),
    };

    private static InvalidDataException Lacks(string name) => new($"A row of attestations lacks {name}.");
}
