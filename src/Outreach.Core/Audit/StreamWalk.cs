using System.Runtime.CompilerServices;

namespace Outreach.Core.Audit;

/// <summary>A stream that is there, or was when the checkpoint was made.</summary>
/// <param name="Trusted">Its head in the checkpoint; null when it is younger.</param>
/// <param name="IsThere">Whether the trail lists it.</param>
/// <param name="IsErased">Whether the checkpoint says that retention erases it.</param>
public sealed record WalkedStream(AuditStream Stream, AuditHead? Trusted, bool IsThere, bool IsErased);

/// <summary>Goes through the trail and a checkpoint side by side, both sorted by name: memory does not grow with their length.</summary>
public sealed class StreamWalk(IAuditStreams streams, CheckpointHeads heads)
{
    /// <param name="trusted">Null before the first checkpoint.</param>
    /// <param name="after">Streams up to this name are passed over; empty for all.</param>
    /// <exception cref="AuditDamagedException">The checkpoint's lists are not those that were signed, or the trail is not listed by name.</exception>
    public async IAsyncEnumerable<WalkedStream> RunAsync(
        CheckpointStatement? trusted, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerable<AuditHead> kept = trusted is null ? AsyncEnumerable.Empty<AuditHead>() : heads.ReadAsync(trusted.Heads, cancellationToken);
        IAsyncEnumerable<AuditHead> erased = trusted is null ? AsyncEnumerable.Empty<AuditHead>() : heads.ReadAsync(trusted.Erased, cancellationToken);
        await using var there = new Cursor<AuditStream>(streams.ListAsync("", cancellationToken), stream => stream.Value);
        await using var keeping = new Cursor<AuditHead>(kept, head => head.Stream.Value);
        await using var erasing = new Cursor<AuditHead>(erased, head => head.Stream.Value);
        await Task.WhenAll(there.MoveAsync(), keeping.MoveAsync(), erasing.MoveAsync());
        while (Least(there.Name, keeping.Name, erasing.Name) is { } name)
        {
            AuditHead? keptHead = keeping.Name == name ? keeping.Current : null;
            AuditHead? erasedHead = erasing.Name == name ? erasing.Current : null;
            if (string.CompareOrdinal(name, after) > 0)
            {
                yield return new WalkedStream(new AuditStream(name), keptHead ?? erasedHead, there.Name == name, keptHead is null && erasedHead is not null);
            }

            await there.PassAsync(name);
            await keeping.PassAsync(name);
            await erasing.PassAsync(name);
        }
    }

    private static string? Least(params ReadOnlySpan<string?> names)
    {
        string? least = null;
        foreach (string? name in names)
        {
            least = name is not null && (least is null || string.CompareOrdinal(name, least) < 0) ? name : least;
        }

        return least;
    }

    private sealed class Cursor<T>(IAsyncEnumerable<T> items, Func<T, string> nameOf) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<T> _items = items.GetAsyncEnumerator(CancellationToken.None);

        /// <summary>Null at the end.</summary>
        public string? Name { get; private set; }

        public T Current => _items.Current;

        public async Task MoveAsync()
        {
            string? next = await _items.MoveNextAsync() ? nameOf(_items.Current) : null;
            if (next is not null && string.CompareOrdinal(next, Name) <= 0)
            {
                throw new AuditDamagedException("The audit trail's streams are not listed by name.");
            }

            Name = next;
        }

        public Task PassAsync(string name) => Name == name ? MoveAsync() : Task.CompletedTask;

        public ValueTask DisposeAsync() => _items.DisposeAsync();
    }
}
