namespace Outreach.Core.Audit.Evidence;

/// <summary>Reads items that are ordered by a key, key by key, so that several such readers can be joined in the memory of one item each.</summary>
internal sealed class KeyedReader<T> : IAsyncDisposable
{
    private readonly IAsyncEnumerator<T> _items;
    private readonly Func<T, string> _keyOf;

    internal KeyedReader(IAsyncEnumerator<T> items, Func<T, string> keyOf) => (_items, _keyOf) = (items, keyOf);

    /// <summary>The key that comes next; null at the end.</summary>
    public string? Key { get; private set; }

    /// <summary>The items of a key if it is the next one; the reader stands before the one after it then.</summary>
    public async Task<IReadOnlyList<T>> TakeAsync(string key)
    {
        List<T> taken = [];
        while (Key == key)
        {
            taken.Add(_items.Current);
            await MoveAsync();
        }

        return taken;
    }

    public ValueTask DisposeAsync() => _items.DisposeAsync();

    internal async Task MoveAsync()
    {
        string? before = Key;
        Key = await _items.MoveNextAsync() ? _keyOf(_items.Current) : null;

        // A join over disorder would miss what it looks for, and the report would say that all is well.
        if (Key is not null && string.CompareOrdinal(Key, before) < 0)
        {
            throw new InvalidOperationException("A store answered in another order than it promises.");
        }
    }
}

/// <summary>Starts readers.</summary>
internal static class KeyedReader
{
    /// <summary>A reader that stands before the first key.</summary>
    public static async Task<KeyedReader<T>> StartAsync<T>(IAsyncEnumerable<T> items, Func<T, string> keyOf, CancellationToken cancellationToken)
    {
        var reader = new KeyedReader<T>(items.GetAsyncEnumerator(cancellationToken), keyOf);
        await reader.MoveAsync();
        return reader;
    }
}
