namespace Outreach.Core.Audit;

/// <summary>The heads of all streams at one time, kept where the trail's writers cannot change them.</summary>
/// <param name="Heads">One per stream.</param>
public sealed record AuditCheckpoint(DateTimeOffset At, IReadOnlyList<AuditHead> Heads);

/// <summary>Keeps checkpoints; nothing is ever replaced.</summary>
public interface IAuditCheckpoints
{
    /// <summary>Null before the first.</summary>
    Task<AuditCheckpoint?> FindLatestAsync(CancellationToken cancellationToken);

    /// <summary>False when there is a checkpoint of this instant already; nothing is changed then.</summary>
    Task<bool> AddAsync(AuditCheckpoint checkpoint, CancellationToken cancellationToken);
}

/// <summary>Names the streams that a trail holds.</summary>
public interface IAuditStreams
{
    /// <summary>Every stream once, by the ordinal order of names.</summary>
    IAsyncEnumerable<AuditStream> ListAsync(CancellationToken cancellationToken);
}
