using System.Collections.Concurrent;
using Outreach.Core.Audit;

namespace Outreach.Testing.Audit;

/// <summary>Checkpoints in memory.</summary>
public sealed class InMemoryAuditCheckpoints : IAuditCheckpoints
{
    private readonly ConcurrentDictionary<DateTimeOffset, AuditCheckpoint> _checkpoints = new();

    public Task<AuditCheckpoint?> FindLatestAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_checkpoints.Values.MaxBy(checkpoint => checkpoint.At));

    public Task<bool> AddAsync(AuditCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return Task.FromResult(_checkpoints.TryAdd(checkpoint.At, checkpoint));
    }
}
