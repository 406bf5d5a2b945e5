using Outreach.Core.Audit;

namespace Outreach.Testing.Audit;

/// <summary>Remembers in memory.</summary>
public sealed class InMemoryCheckpointWitness : ICheckpointWitness
{
    public SeenCheckpoint? Seen { get; set; }

    public Task<SeenCheckpoint?> FindAsync(CancellationToken cancellationToken) => Task.FromResult(Seen);

    public Task KeepAsync(SeenCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        Seen = Seen is null || Seen.Number < checkpoint.Number ? checkpoint : Seen;
        return Task.CompletedTask;
    }
}
