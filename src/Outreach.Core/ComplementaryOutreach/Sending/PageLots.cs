namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>Puts the messages of a page into parts, and parts into lots; pure, and the same for the same messages.</summary>
public static class PageLots
{
    /// <summary>Where parts are small, so many messages take room together: a page of e-mails is not a thousand waits.</summary>
    private const int MessagesPerLot = 50;

    /// <summary>Parts whose hand-over was begun and not confirmed, as they were.</summary>
    public static IReadOnlyList<PartWork> Begun(WaveId wave, PageTurn turn, IEnumerable<PageMessage> messages) =>
    [
        // Those of other pages are theirs: somebody may be at it now.
        .. messages.Where(message => message.Message.State == OutboxState.Attempting && (message.Message.Shard, message.Message.Page) == (turn.Shard, turn.Page))
            .GroupBy(message => message.Message.PartOf(wave) ?? throw new InvalidOperationException("A message is being handed over without a part."))
            .OrderBy(part => part.Key.Number)
            .Select(part => new PartWork(part.Key, [.. part])),
    ];

    public static PageLot Of(PartWork begun)
    {
        ArgumentNullException.ThrowIfNull(begun);
        return new PageLot(begun.Messages[0].Entry.Person.Department, [begun]);
    }

    /// <summary>Lots of what is planned, in an order that does not change; numbers follow those that the page has used.</summary>
    public static IReadOnlyList<PageLot> Planned(PageTurn turn, IReadOnlyList<PageMessage> messages, Func<OutreachChannel, int> largestPart)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(largestPart);
        int next = FirstNumber(turn, messages);
        List<PageLot> lots = [];
        foreach (var group in messages.Where(message => message.Message.State == OutboxState.Planned)
            .GroupBy(message => (message.Entry.Person.Department, message.Message.Channel))
            .OrderBy(group => group.Key.Department, StringComparer.Ordinal).ThenBy(group => group.Key.Channel))
        {
            int largest = largestPart(group.Key.Channel);
            PartWork[] parts =
            [
                .. group.OrderBy(message => message.Message.Id.Value, StringComparer.Ordinal).Chunk(largest)
                    .Select(chunk => new PartWork(new WavePart(turn.Wave, turn.Shard, turn.Page, group.Key.Channel, next++), chunk)),
            ];
            lots.AddRange(parts.Chunk(Math.Max(1, MessagesPerLot / largest)).Select(some => new PageLot(group.Key.Department, some)));
        }

        return lots;
    }

    /// <summary>Each import has its own numbers: of a page that was read anew not everybody need be met again.</summary>
    private static int FirstNumber(PageTurn turn, IEnumerable<PageMessage> messages)
    {
        const int PerGeneration = 10_000;
        int first = checked(turn.Generation * PerGeneration);
        return messages.Where(message => (message.Message.Shard, message.Message.Page) == (turn.Shard, turn.Page) && message.Message.Part >= first)
            .Select(message => message.Message.Part.GetValueOrDefault() + 1).DefaultIfEmpty(first).Max();
    }
}
