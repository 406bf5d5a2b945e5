using CsvHelper;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>The file of a batch: CSV (RFC 4180), UTF-8, commas, CRLF, a header; see docs/formats.md.</summary>
/// <remarks>A program of a dispatcher reads it, no spreadsheet: a field is quoted where it must be and otherwise as it is, so that a text arrives as it was approved.</remarks>
public static class BatchContent
{
    public static IReadOnlyList<string> SmsColumns { get; } = ["message_id", "phone", "time_zone", "text"];

    public static IReadOnlyList<string> LetterColumns { get; } = ["message_id", "given_name", "family_name", "street", "postal_code", "city", "text"];

    /// <summary>Whether a message has the address that its channel needs.</summary>
    public static bool Reaches(OutreachChannel channel, InsuredPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return channel switch
        {
            OutreachChannel.Email => false,
            OutreachChannel.Sms => person.Phone.Length > 0 && E164.Read(person.Phone, person.Department) == person.Phone,
            OutreachChannel.Letter => person.Street.Length > 0 && person.PostalCode.Length > 0 && person.City.Length > 0,
        };
    }

    public static async Task<byte[]> RenderAsync(OutreachChannel channel, IEnumerable<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        using var file = new MemoryStream();
        await using (var writer = CsvWriter.Create(file, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true))
        {
            await writer.WriteRecordAsync([.. channel == OutreachChannel.Letter ? LetterColumns : SmsColumns], cancellationToken);
            foreach (OutgoingMessage message in messages)
            {
                await writer.WriteRecordAsync([.. Fields(channel, message)], cancellationToken);
            }

            await writer.FlushAsync(cancellationToken);
        }

        return file.ToArray();
    }

    private static string[] Fields(OutreachChannel channel, OutgoingMessage message)
    {
        InsuredPerson person = message.Person;
        return channel == OutreachChannel.Letter
            ? [message.Id.Value, person.GivenName, person.FamilyName, person.Street, person.PostalCode, person.City, message.Content.Text]
            : [message.Id.Value, person.Phone, DepartmentClocks.NameOf(person.Department), message.Content.Text];
    }
}
