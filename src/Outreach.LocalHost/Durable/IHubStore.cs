namespace Outreach.LocalHost.Durable;

/// <summary>An instance as storage has it.</summary>
public sealed record StoredInstance(
    InstanceState State, IReadOnlyList<HistoryEvent> History, IReadOnlyList<Message> Inbox, IReadOnlyList<Outgoing> Outbox);

/// <summary>An instance as whoever only looks has it.</summary>
public sealed record InstanceHistory(InstanceState State, IReadOnlyList<HistoryEvent> Events);

/// <summary>What one turn of an orchestrator changes; all of it or nothing.</summary>
/// <param name="State">The row after the turn.</param>
/// <param name="Events">History the turn adds.</param>
/// <param name="Consumed">Inbox keys the turn used up.</param>
/// <param name="Outbox">What is to be told to other instances.</param>
/// <param name="Carried">Events that a new execution finds before all others.</param>
public sealed record Turn(
    InstanceState State,
    IReadOnlyList<HistoryEvent> Events,
    IReadOnlyList<string> Consumed,
    IReadOnlyList<Outgoing> Outbox,
    IReadOnlyList<Message> Carried)
{
    /// <summary>Whether an execution begins with it: its input is not stored yet.</summary>
    public bool IsBeginning => Events.Count == 0 && State is { HistoryRows: 0, Tail: "" };
}

/// <summary>Keeps a task hub. The host that holds the hub's lease is its only writer.</summary>
public interface IHubStore
{
    Task CreateAsync(CancellationToken cancellationToken);

    /// <summary>Adds an instance. The state as written; null when one of this id exists.</summary>
    Task<InstanceState?> TryAddAsync(InstanceState state, CancellationToken cancellationToken);

    /// <param name="withInput">Whether to read the input too.</param>
    Task<InstanceState?> FindStateAsync(string instanceId, bool withInput, CancellationToken cancellationToken);

    /// <summary>Reads everything of an instance that counts, and removes what a killed write left.</summary>
    Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>The history that counts, of the current execution; for whoever looks on while the instance runs: nothing is removed or changed.</summary>
    Task<InstanceHistory?> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>What an instance was told and has not taken up, oldest first.</summary>
    Task<IReadOnlyList<Message>> ReadInboxAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Writes a turn. Answers the state as written, with its rows counted.</summary>
    /// <exception cref="Azure.RequestFailedException">412: another write came between.</exception>
    Task<InstanceState> CommitAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>A key of that kind which sorts after every earlier one of this hub.</summary>
    string NextKey(char kind);

    /// <summary>Stores a message before it is told.</summary>
    /// <param name="key">Where it came from an outbox, the key it had there: delivered twice, it is stored once.</param>
    Task EnqueueAsync(string instanceId, Message message, string? key, CancellationToken cancellationToken);

    /// <summary>Removes outgoing messages that were delivered.</summary>
    Task RemoveOutgoingAsync(string instanceId, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Removes everything of an instance, large payloads included. False when there was nothing.</summary>
    Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Instances that may have work left; a superset, never fewer.</summary>
    IAsyncEnumerable<string> ListActiveAsync(CancellationToken cancellationToken);

    /// <summary>Instances that wait for an instant, with the next one of each; in no order.</summary>
    IAsyncEnumerable<(string InstanceId, DateTimeOffset At)> ListWaitingAsync(CancellationToken cancellationToken);

    /// <summary>Notes, soon, that an instance has nothing left to do.</summary>
    void MarkInactive(string instanceId);

    /// <summary>States, a page at a time.</summary>
    Task<(IReadOnlyList<InstanceState> States, string? Continuation)> PageAsync(
        int size, string? continuation, bool withInputs, CancellationToken cancellationToken);
}
