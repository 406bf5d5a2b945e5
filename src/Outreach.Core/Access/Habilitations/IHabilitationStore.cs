namespace Outreach.Core.Access.Habilitations;

/// <summary>Keeps habilitations. Nothing of it is cached: what one instance revokes, every other reads at its next call.</summary>
public interface IHabilitationStore
{
    /// <summary>Everything granted to an agent, in whatever state; there are a handful.</summary>
    /// <param name="agent">From <see cref="Pseudonyms.Actor"/>.</param>
    Task<IReadOnlyList<Habilitation>> OfAgentAsync(string agent, CancellationToken cancellationToken);

    Task<Versioned<Habilitation>?> FindAsync(HabilitationId id, CancellationToken cancellationToken);

    /// <summary>Everybody's, in the order of ids.</summary>
    /// <param name="after">Where to begin; null at the beginning.</param>
    IAsyncEnumerable<Habilitation> ReadAsync(HabilitationId? after, CancellationToken cancellationToken);

    /// <summary>False when there is one of this id.</summary>
    Task<bool> AddAsync(Habilitation habilitation, CancellationToken cancellationToken);

    /// <summary>False when somebody else changed it since that version.</summary>
    Task<bool> ReplaceAsync(Habilitation habilitation, string etag, CancellationToken cancellationToken);

    /// <summary>Removes one; none is no error.</summary>
    Task RemoveAsync(HabilitationId id, CancellationToken cancellationToken);
}
