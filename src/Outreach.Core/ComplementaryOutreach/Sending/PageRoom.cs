namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>A page's part of what a wave may solicit at most; all of it where there is no limit.</summary>
/// <remarks>Taken before anybody is claimed, so that nobody is held beyond the limit; what is not claimed goes back for other pages.</remarks>
internal sealed class PageRoom
{
    private readonly Func<int, CancellationToken, Task<int>> _set;
    private readonly HashSet<MessageId> _known;
    private readonly int _own;

    private PageRoom(Func<int, CancellationToken, Task<int>> set, HashSet<MessageId> known, int own, IReadOnlyList<OutboxMessage> allowed)
    {
        (_set, _known, _own) = (set, known, own);
        Allowed = allowed;
    }

    /// <summary>Messages that exist already, and as many new ones as there is room for.</summary>
    public IReadOnlyList<OutboxMessage> Allowed { get; }

    public static async Task<PageRoom> TakeAsync(
        IWaveAllowances allowances, IOutboxStore outbox, WaveRun run, PageTurn turn, IReadOnlyList<OutboxMessage> wanted, CancellationToken cancellationToken)
    {
        if (WaveLimit.Of(run.Wave) is not { } limit)
        {
            return new PageRoom((people, _) => Task.FromResult(people), [], own: 0, wanted);
        }

        string page = FormattableString.Invariant($"{run.Wave.Id}-{turn.Shard}-{turn.Page}-{turn.Generation}");
        IReadOnlyList<Versioned<OutboxMessage>> rows = await outbox.FindManyAsync(run.Book, run.Wave.Id, wanted, cancellationToken);
        HashSet<MessageId> known = [.. rows.Select(row => row.Value.Id)];
        int own = rows.Count(row => (row.Value.Shard, row.Value.Page, row.Value.Generation) == (turn.Shard, turn.Page, turn.Generation));
        OutboxMessage[] added = [.. wanted.Where(message => !known.Contains(message.Id))];
        int room = await SetAsync(own + added.Length, cancellationToken) - own;
        return new PageRoom(SetAsync, known, own, [.. wanted.Where(message => known.Contains(message.Id)), .. added.Take(room)]);

        Task<int> SetAsync(int people, CancellationToken cancelled) => allowances.SetAsync(run.Campaign.Id, limit, page, people, cancelled);
    }

    public Task SettleAsync(IEnumerable<OutboxMessage> claimed, CancellationToken cancellationToken) =>
        _set(_own + claimed.Count(message => !_known.Contains(message.Id)), cancellationToken);
}
