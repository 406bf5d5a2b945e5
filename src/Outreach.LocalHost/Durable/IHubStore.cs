namespace Outreach.LocalHost.Durable;

/// <summary>An instance as storage has it.</summary>
public sealed record StoredInstance(
    InstanceState State, IReadOnlyList<HistoryEvent> History, IReadOnlyList<Message> Inbox, IReadOnlyList<Outgoing> Outbox);

/// <summary>What one turn of an orchestrator changes; all of it or nothing.</summary>
/// <param name="State">The row after the turn.</param>
/// <param name="Events">History the turn adds.</param>
/// <param name="Consumed">Inbox keys the turn used up.</param>
/// <param name="Outbox">What is to be told to other instances.</param>
public sealed record Turn(
    InstanceState State, IReadOnlyList<HistoryEvent> Events, IReadOnlyList<string> Consumed, IReadOnlyList<Outgoing> Outbox);

/// <summary>Keeps a task hub. The host that holds the hub's lease is its only writer.</summary>
public interface IHubStore
{
    Task CreateAsync(CancellationToken cancellationToken);

    /// <summary>Adds an instance. False when one of this id exists.</summary>
    Task<bool> TryAddAsync(InstanceState state, CancellationToken cancellationToken);

    Task<InstanceState?> FindStateAsync(string instanceId, CancellationToken cancellationToken);

    Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Writes a turn. Answers the state as written, with its history rows counted.</summary>
    Task<InstanceState> CommitAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>A key of that kind which sorts after every earlier one of this hub.</summary>
    string NextKey(char kind);

    /// <summary>Stores a message before it is told; the message with its key.</summary>
    Task<Message> EnqueueAsync(string instanceId, Message message, CancellationToken cancellationToken);

    /// <summary>Removes an outgoing message that was delivered.</summary>
    Task RemoveOutgoingAsync(string instanceId, string key, CancellationToken cancellationToken);

    /// <summary>Removes everything of an instance, large payloads included. False when there was nothing.</summary>
    Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Instances that may have work left; a superset, never fewer.</summary>
    IAsyncEnumerable<string> ListActiveAsync(CancellationToken cancellationToken);

    /// <summary>Notes that an instance has nothing left to do.</summary>
    Task MarkInactiveAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>States, a page at a time.</summary>
    Task<(IReadOnlyList<InstanceState> States, string? Continuation)> PageAsync(
        int size, string? continuation, CancellationToken cancellationToken);
}
