using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Pace;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>SMS or letters by a dispatcher: each part is one file, sealed to the dispatcher's key, that the dispatcher fetches.</summary>
/// <remarks>A part is handed over when its record is stored, once, whoever was stopped or came second.</remarks>
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

        IReadOnlySet<MessageId> taken = await FindTakenAsync(campaign, part, cancellationToken) ?? new HashSet<MessageId>();
        OutgoingMessage[] reached = [.. messages.Where(message => BatchContent.Reaches(kind, message.Person))];
        if (taken.Count == 0 && reached.Length > 0)
        {
            await PutDownAsync(campaign, part, reached, cancellationToken);
            taken = (await FindTakenAsync(campaign, part, cancellationToken))!;
        }

        return reached.All(message => taken.Contains(message.Id))
            ? messages.ToDictionary(message => message.Id, message => taken.Contains(message.Id) ? HandOverOutcome.Taken : HandOverOutcome.Refused)
            : throw new InvalidOperationException("This part was handed over before with other messages.");
    }

    public async Task<IReadOnlySet<MessageId>?> FindTakenAsync(Campaign campaign, WavePart part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        BatchRecord? batch = await shelf.FindAsync(campaign.Id, part.Wave, part.Name, cancellationToken);
        return batch is null ? new HashSet<MessageId>() : batch.Messages.ToHashSet();
    }

    private async Task PutDownAsync(Campaign campaign, WavePart part, OutgoingMessage[] messages, CancellationToken cancellationToken)
    {
        byte[] csv = await BatchContent.RenderAsync(kind, messages, cancellationToken);
        var content = SealedBatch.Seal(campaign.Id, part, messages.Length, csv, key);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(csv);
        DateTimeOffset now = time.GetUtcNow();
        var batch = new BatchRecord(
            campaign.Id, part.Wave, part.Name, kind, BatchShelf.BlobName(campaign.Id, part), content.Sha256, key.Id,
            [.. messages.Select(message => message.Id)], [], now);
        await shelf.AddAsync(batch with { NotOn = NotOn(messages, shelf.EndOf(batch)) }, content, cancellationToken);
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
