namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>One turn at one page of a share, from its people to confirmed messages. Safe to run twice, and after a kill at any step (threat 56).</summary>
public sealed class SendPageHandler(WaveRuns runs, PageWork work, TimeProvider time)
{
    /// <summary>A durable timer may fire a second early.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(2);

    public async Task<SentPage> RunAsync(PageTurn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        DateTimeOffset now = time.GetUtcNow();
        if (await runs.FindAsync(turn.Campaign, turn.Wave, now, cancellationToken) is not { } run)
        {
            return new SentPage(PageOutcome.Stopped, turn.Generation, IsLast: false, turn.SoFar);
        }

        // A long wait is looked up in between, so that a cancelled wave does not sleep through the night.
        return turn.NotBefore > now + Early
            ? new SentPage(PageOutcome.Waiting, turn.Generation, IsLast: false, turn.SoFar, turn.NotBefore, turn.Cleared, turn.PutOff)
            : await work.RunAsync(run, turn, cancellationToken);
    }
}

/// <summary>What a turn does once it may.</summary>
public sealed class PageWork(IRegisterPages pages, PagePlanner planner, PageSender sender, IShareTallies tallies, TimeProvider time)
{
    public async Task<SentPage> RunAsync(WaveRun run, PageTurn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(turn);
        if (await pages.ReadAsync(turn.Campaign, run.Book.Secret, turn.Shard, turn.Generation, turn.Page, cancellationToken) is not { } page)
        {
            return new SentPage(PageOutcome.Superseded, run.Book.Generation, IsLast: false, WaveTally.None);
        }

        IReadOnlyList<PageMessage> messages = await planner.PlanAsync(run, turn, page, cancellationToken);
        PageHalt? halt = await sender.SendAsync(run, turn, messages, cancellationToken)
            ?? (messages.Any(message => IsLeft(message.Message, turn)) ? new PageHalt(PageOutcome.Waiting, time.GetUtcNow()) : null);

        // A person met again elsewhere counts where the message is.
        WaveTally tally = turn.SoFar + MessageTally.Of(messages.Select(message => message.Message).Where(message => message.Shard == turn.Shard));
        await tallies.PutAsync(turn.Campaign, turn.Wave, turn.Shard, tally, cancellationToken);
        int putOff = turn.PutOff + (halt is { IsPutOff: true } ? 1 : 0);
        return new SentPage(halt?.Outcome ?? PageOutcome.Done, run.Book.Generation, page.IsLast, tally, halt?.NotBefore, halt?.Cleared, putOff);
    }

    /// <summary>A write that seemed to come second may have been one's own, whose first answer was lost: another turn looks what is stored.</summary>
    private static bool IsLeft(OutboxMessage message, PageTurn turn) =>
        message.State == OutboxState.Planned || (message.State == OutboxState.Attempting && (message.Shard, message.Page) == (turn.Shard, turn.Page));
}

/// <summary>Counts messages by what became of them; pure.</summary>
public static class MessageTally
{
    public static WaveTally Of(IEnumerable<OutboxMessage> messages) =>
        messages.Aggregate(WaveTally.None, (sum, message) => sum + One(message.State));

    private static WaveTally One(OutboxState state) => state switch
    {
        OutboxState.Planned or OutboxState.Attempting => WaveTally.None with { Planned = 1 },
        OutboxState.HandedOver => WaveTally.None with { HandedOver = 1 },
        OutboxState.Refused => WaveTally.None with { Refused = 1 },
        OutboxState.Uncertain => WaveTally.None with { Uncertain = 1 },
        OutboxState.Withheld => WaveTally.None with { Withheld = 1 },
    };
}
