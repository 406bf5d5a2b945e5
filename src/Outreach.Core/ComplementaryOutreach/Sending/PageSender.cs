using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>Hands the messages of a page over, lot by lot, for as long as pace, clock and wave let it.</summary>
public sealed class PageSender(PartSender parts, ISendingPace pace, WaveRuns runs, IRegisterPages pages, TimeProvider time)
{
    /// <summary>A turn is over after this: hosts give an activity a few minutes.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(2);

    /// <summary>Where a night turned out longer than the room that was given, and for messages that are put off.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(15);

    /// <summary>How late a part may be for its room: later, that is of another hour, or of another day's cap.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <summary>What keeps the rest of the page; null when nothing is left.</summary>
    public async Task<PageHalt?> SendAsync(WaveRun run, PageTurn turn, IReadOnlyList<PageMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(messages);
        long begun = time.GetTimestamp();
        List<PageLot> lots = [];
        foreach (PartWork part in PageLots.Begun(run.Wave.Id, turn, messages))
        {
            IReadOnlyList<PageMessage> untaken = await parts.ResolveAsync(run, part, cancellationToken);
            lots.AddRange(untaken.Count == 0 ? [] : [PageLots.Of(part with { Messages = untaken })]);
        }

        lots.AddRange(PageLots.Planned(turn, messages, parts.LargestPart));
        foreach (PageLot lot in lots)
        {
            if (time.GetElapsedTime(begun) > Budget)
            {
                return new PageHalt(PageOutcome.Waiting, time.GetUtcNow());
            }

            if (await SendAsync(run, turn, lot, cancellationToken) is { } halt)
            {
                return halt;
            }
        }

        return messages.Any(message => message.Message is { State: OutboxState.Planned, Part: not null })
            ? new PageHalt(PageOutcome.Waiting, time.GetUtcNow() + ShortestWait) { IsPutOff = true }
            : null;
    }

    private async Task<PageHalt?> SendAsync(WaveRun run, PageTurn turn, PageLot lot, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        bool cleared = lot.First.Name == turn.Cleared && now - turn.NotBefore <= Late;
        if (!cleared
            && await pace.ReserveAsync(run.Campaign, lot.First, lot.Department, lot.Messages, cancellationToken) is var from && from > now)
        {
            return new PageHalt(PageOutcome.Waiting, from, lot.First.Name);
        }

        if (await pages.ReadAsync(run.Campaign.Id, run.Book.Secret, turn.Shard, turn.Generation, turn.Page, cancellationToken) is not { } page)
        {
            return new PageHalt(PageOutcome.Superseded);
        }

        Dictionary<PatientRef, RegisterEntry> current = page.People.DistinctBy(entry => entry.Ref).ToDictionary(entry => entry.Ref);
        foreach (PartWork part in lot.Parts)
        {
            if (pace.IsQuiet(part.Part.Channel, lot.Department, time.GetUtcNow()))
            {
                return await WaitAsync(run, lot, cancellationToken);
            }

            if (!await runs.IsRunningAsync(run, cancellationToken))
            {
                return new PageHalt(PageOutcome.Stopped);
            }

            await parts.SendAsync(run, turn, Current(part, current), cancellationToken);
        }

        return null;
    }

    private async Task<PageHalt> WaitAsync(WaveRun run, PageLot lot, CancellationToken cancellationToken)
    {
        DateTimeOffset from = await pace.ReserveAsync(run.Campaign, lot.First, lot.Department, lot.Messages, cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        return from > now ? new PageHalt(PageOutcome.Waiting, from, lot.First.Name) : new PageHalt(PageOutcome.Waiting, now + ShortestWait);
    }

    /// <summary>Who does not stand on the page any more is known to the register otherwise, or not at all: no message.</summary>
    private static PartWork Current(PartWork part, Dictionary<PatientRef, RegisterEntry> current)
    {
        foreach (PageMessage message in part.Messages)
        {
            message.IsThere = current.TryGetValue(message.Message.Person, out RegisterEntry? entry);
            message.Entry = entry ?? message.Entry;
        }

        return part;
    }
}

/// <summary>What keeps a page.</summary>
/// <param name="Cleared">Name of the part that has room from then on.</param>
public sealed record PageHalt(PageOutcome Outcome, DateTimeOffset? NotBefore = null, string? Cleared = null)
{
    /// <summary>Whether all that is left was put off by its channel.</summary>
    public bool IsPutOff { get; init; }
}
