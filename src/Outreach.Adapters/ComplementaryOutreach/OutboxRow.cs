using System.Text;
using Azure;
using Azure.Data.Tables;
using Outreach.Adapters.Contacts;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>A message as a row. Names of columns and states are a stored format.</summary>
internal static class OutboxRow
{
    public const string Delivery = "Delivery";

    private const string State = "State";
    private const string Sealed = "Sealed";

    /// <summary>Names the write that a row stands at.</summary>
    private const string Write = "Write";

    /// <summary>Sixteen partitions per wave: the first digit of a message's id, which is as good as random.</summary>
    public static string PartitionOf(CampaignId campaign, WaveId wave, char digit) => $"{campaign.Value}~{wave.Value}~{digit}";

    public static string PartitionOf(CampaignId campaign, WaveId wave, MessageId message) => PartitionOf(campaign, wave, message.Value[0]);

    /// <summary>Partition keys of a campaign lie in [first, end): what follows the separator is a hexadecimal digit or a lower-case letter.</summary>
    public static (string First, string End) RangeOf(CampaignId campaign) => ($"{campaign.Value}~", $"{campaign.Value}~~");

    public static TableEntity New(ContactBook book, WaveId wave, OutboxMessage message)
    {
        TableEntity row = Changes(book, wave, message, write: "");
        var key = new ContactRowKey(row.PartitionKey, row.RowKey);
        row[Sealed] = ContactEnvelope.Seal(key, Encoding.UTF8.GetBytes(message.Person.Value), book.Secret.ContactKey);
        row["Channel"] = message.Channel.ToString();
        return row;
    }

    /// <summary>What changes of a message: whom it is to and by which channel never does.</summary>
    /// <param name="write">Random: who writes finds the own write again.</param>
    public static TableEntity Changes(ContactBook book, WaveId wave, OutboxMessage message, string write)
    {
        var row = new TableEntity(PartitionOf(book.Campaign, wave, message.Id), message.Id.Value)
        {
            [State] = message.State.ToString(),
            ["Shard"] = message.Shard.Value,
            ["Page"] = message.Page,
            ["Generation"] = message.Generation,
            ["At"] = TableInstants.ToText(message.At),
            [Write] = write,
        };
        if (message.Part is { } part)
        {
            row["Part"] = part;
        }

        return row;
    }

    public static Versioned<OutboxMessage> Read(ContactBook book, TableEntity row)
    {
        PatientRef person = ContactEnvelope.Open(
            new ContactRowKey(row.PartitionKey, row.RowKey), row.GetString(Sealed), book.Secret.ContactKey, content => new PatientRef(Encoding.UTF8.GetString(content)));
        var message = new OutboxMessage(
            new MessageId(row.RowKey),
            person,
            new WaveShard(row.GetString("Shard")),
            row.GetInt32("Page").GetValueOrDefault(),
            row.GetInt32("Generation").GetValueOrDefault(),
            Enum.Parse<OutreachChannel>(row.GetString("Channel")),
            StateOf(row))
        {
            Part = row.GetInt32("Part"),
            At = TableInstants.Read(row.GetString("At")),
            Delivery = DeliveryOf(row),
        };
        return new Versioned<OutboxMessage>(message, row.ETag.ToString());
    }

    /// <summary>Whether a row stands at a write.</summary>
    public static bool IsOf(TableEntity row, string write) => row.GetString(Write) == write;

    public static DeliveryState? DeliveryOf(TableEntity row) => row.GetString(Delivery) is { } delivery ? Enum.Parse<DeliveryState>(delivery) : null;

    /// <summary>Whether a dispatcher can know of it: it has it, or may have it.</summary>
    public static bool MayBeReported(TableEntity row) => StateOf(row) is OutboxState.HandedOver or OutboxState.Uncertain;

    public static TableTransactionAction Update(TableEntity row, string etag) => new(TableTransactionActionType.UpdateMerge, row, new ETag(etag));

    private static OutboxState StateOf(TableEntity row) => Enum.Parse<OutboxState>(row.GetString(State));
}
