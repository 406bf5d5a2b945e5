using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Core;
using Outreach.Core.Access.Habilitations;

namespace Outreach.Testing.Access;

/// <summary>Habilitations in memory; held to <see cref="HabilitationStoreContract"/>.</summary>
public sealed class InMemoryHabilitationStore : IHabilitationStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Versioned<Habilitation>> _rows = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>When set, nothing can be read or written, as an account that does not answer would make it.</summary>
    public bool IsAway { get; set; }

    public Task<IReadOnlyList<Habilitation>> OfAgentAsync(string agent, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<Habilitation>>(() => [.. _rows.Values.Select(row => row.Value).Where(habilitation => habilitation.Agent == agent)]);

    public Task<Versioned<Habilitation>?> FindAsync(HabilitationId id, CancellationToken cancellationToken) => Do(() => _rows.GetValueOrDefault(id.Value));

    public async IAsyncEnumerable<Habilitation> ReadAsync(HabilitationId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (Habilitation habilitation in await Do(() => _rows.Values.Select(row => row.Value).ToArray()))
        {
            if (after is null || string.CompareOrdinal(habilitation.Id.Value, after.Value.Value) > 0)
            {
                yield return habilitation;
            }
        }
    }

    public Task<bool> AddAsync(Habilitation habilitation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        return Do(() => _rows.TryAdd(habilitation.Id.Value, Next(habilitation)));
    }

    public Task<bool> ReplaceAsync(Habilitation habilitation, string etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        return Do(() =>
        {
            bool same = _rows.GetValueOrDefault(habilitation.Id.Value)?.ETag == etag;
            if (same)
            {
                _rows[habilitation.Id.Value] = Next(habilitation);
            }

            return same;
        });
    }

    public Task RemoveAsync(HabilitationId id, CancellationToken cancellationToken) => Do(() => _rows.Remove(id.Value));

    private Versioned<Habilitation> Next(Habilitation habilitation) => new(habilitation, (++_version).ToString(CultureInfo.InvariantCulture));

    private Task<T> Do<T>(Func<T> work)
    {
        if (IsAway)
        {
            return Task.FromException<T>(new TransientDependencyException("The habilitations do not answer."));
        }

        lock (_lock)
        {
            return Task.FromResult(work());
        }
    }
}
