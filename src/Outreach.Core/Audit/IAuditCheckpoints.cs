namespace Outreach.Core.Audit;

/// <summary>A checkpoint as it is stored; whether to believe it is for <see cref="CheckpointSeal"/> to say.</summary>
/// <param name="Jws">The signed statement.</param>
public sealed record StoredCheckpoint(long Number, string Jws);

/// <summary>Keeps checkpoints and the heads they are made of, where the trail's writers cannot change them; nothing is ever replaced.</summary>
public interface IAuditCheckpoints
{
    /// <summary>Every statement, by number.</summary>
    IAsyncEnumerable<StoredCheckpoint> ListAsync(CancellationToken cancellationToken);

    /// <summary>False when there is another checkpoint of this number already; nothing is changed then. The same one again is true.</summary>
    Task<bool> AddAsync(StoredCheckpoint checkpoint, CancellationToken cancellationToken);

    /// <summary>Begins a list of heads for a checkpoint. A list that is not completed, or that no statement names, is nothing.</summary>
    IHeadsWriter WriteHeads(string name);

    /// <summary>The lines of a list, as stored; none when there is no such list.</summary>
    IAsyncEnumerable<string> ReadHeadsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes checkpoints below a number with their lists, the oldest first.</summary>
    /// <returns>How many statements were removed. What may not be removed yet stays, with all that follows it.</returns>
    Task<int> RemoveBelowAsync(long number, CancellationToken cancellationToken);
}

/// <summary>Writes a list of heads, as long as it may be, in bounded memory.</summary>
public interface IHeadsWriter
{
    Task WriteAsync(string line, CancellationToken cancellationToken);

    Task CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>The latest checkpoint, remembered in another account than the trail's: without it, nobody would miss the last ones.</summary>
public sealed record SeenCheckpoint(long Number, string Hash);

/// <summary>Remembers the latest checkpoint.</summary>
public interface ICheckpointWitness
{
    /// <summary>Null before the first.</summary>
    Task<SeenCheckpoint?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Remembers a checkpoint unless a later one, or another of its number, is remembered already.</summary>
    Task KeepAsync(SeenCheckpoint checkpoint, CancellationToken cancellationToken);
}

/// <summary>Names the streams that a trail holds, and erases them.</summary>
public interface IAuditStreams
{
    /// <summary>Every stream whose name begins so, once, by the ordinal order of names. The others cost nothing.</summary>
    /// <param name="prefix">Empty for all.</param>
    IAsyncEnumerable<AuditStream> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Erases a stream whose last entry is this one. True when it is gone afterwards, or was before.</summary>
    /// <returns>False when an entry was added since, or the account's rules do not allow it yet.</returns>
    Task<bool> EraseAsync(AuditHead last, CancellationToken cancellationToken);
}
