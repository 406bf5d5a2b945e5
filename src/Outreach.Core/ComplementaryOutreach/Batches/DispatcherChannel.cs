using System.Security.Cryptography;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Pace;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>SMS or letters by a dispatcher: each part is one file, sealed to the dispatcher's key, that the dispatcher fetches.</summary>
/// <remarks>
/// A part is handed over when its record is stored, once, whoever was stopped or came second. Messages that come later under the same part, as after two workers
/// shared it, get a file of their own; one that was taken is in no other.
/// </remarks>
public sealed class DispatcherChannel(OutreachChannel kind, DispatcherKey key, BatchShelf shelf, QuietTimes quiet, TimeProvider time) : IOutreachChannel
{
    public OutreachChannel Kind => kind;

    public int LargestPart => PaceRules.LargestPart;

    public async Task<IReadOnlyDictionary<MessageId, HandOverOutcome>> HandOverAsync(
        Campaign campaign, WavePart part, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count > LargestPart || part.Channel != kind)
        {
            throw new ArgumentException($"A part holds {LargestPart} messages of its channel at most.", nameof(messages));
        }

        OutgoingMessage[] reached = [.. messages.Where(message => BatchContent.Reaches(kind, message.Person))];
        HashSet<MessageId> taken = [];
        for (int batch = 0; ; batch++)
        {
            string name = PartNames.Of(part, batch);
            OutgoingMessage[] left = [.. reached.Where(message => !taken.Contains(message.Id))];
            if (await shelf.FindAsync(campaign.Id, part.Wave, name, cancellationToken) is { } known)
            {
                taken.UnionWith(known.Messages);
            }
            else if (left.Length == 0)
            {
                return messages.ToDictionary(message => message.Id, message => taken.Contains(message.Id) ? HandOverOutcome.Taken : HandOverOutcome.Refused);
            }
            else if (await PutDownAsync(campaign, part, name, left, cancellationToken))
            {
                taken.UnionWith(left.Select(message => message.Id));
            }
            else
            {
                // Somebody was first under this name: it is looked at once more.
                batch--;
            }
        }
    }

    public async Task<IReadOnlySet<MessageId>?> FindTakenAsync(Campaign campaign, WavePart part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        HashSet<MessageId> taken = [];
        for (int batch = 0; await shelf.FindAsync(campaign.Id, part.Wave, PartNames.Of(part, batch), cancellationToken) is { } known; batch++)
        {
            taken.UnionWith(known.Messages);
        }

        return taken;
    }

    private async Task<bool> PutDownAsync(Campaign campaign, WavePart part, string name, OutgoingMessage[] messages, CancellationToken cancellationToken)
    {
        byte[] csv = await BatchContent.RenderAsync(kind, messages, cancellationToken);
        var content = SealedBatch.Seal(campaign.Id, part, name, messages.Length, csv, key);
        CryptographicOperations.ZeroMemory(csv);
        var batch = new BatchRecord(
            campaign.Id, part.Wave, name, kind, BatchShelf.BlobName(campaign.Id, part.Wave, name), content.Sha256, key.Id,
            [.. messages.Select(message => message.Id)], [], time.GetUtcNow());
        return await shelf.AddAsync(batch with { NotOn = NotOn(messages, shelf.EndOf(batch)) }, content, cancellationToken);
    }

    /// <summary>Quiet days of anybody in the part, from today to the day after its end: overseas it may still be the day before.</summary>
    private List<DateOnly> NotOn(OutgoingMessage[] messages, DateTimeOffset end)
    {
        string[] departments = [.. messages.Select(message => message.Person.Department).Distinct(StringComparer.Ordinal)];
        var last = DateOnly.FromDateTime(end.UtcDateTime.AddDays(1));
        List<DateOnly> days = [];
        for (var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddDays(-1)); day <= last; day = day.AddDays(1))
        {
            if (departments.Any(department => quiet.IsQuietDay(kind, department, day)))
            {
                days.Add(day);
            }
        }

        return days;
    }
}
