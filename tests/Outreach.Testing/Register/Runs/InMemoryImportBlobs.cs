using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Core.Deletion;
using Outreach.Core.Register.Runs;

namespace Outreach.Testing.Register.Runs;

/// <summary>Files of imports in memory; held to <see cref="ImportBlobsContract"/>.</summary>
public sealed class InMemoryImportBlobs(TimeProvider time) : IImportBlobs
{
    private readonly ConcurrentDictionary<(ImportPlace Place, string Name), (byte[] Bytes, DateTimeOffset At, int Version)> _files = new();
    private int _versions;

    /// <summary>What storage holds now.</summary>
    public IReadOnlyDictionary<(ImportPlace Place, string Name), byte[]> Contents => _files.ToDictionary(file => file.Key, file => file.Value.Bytes);

    /// <summary>What deleting meets, if anything.</summary>
    public Obstacle? InTheWay { get; set; }

    /// <summary>Opened files, in order.</summary>
    public ConcurrentQueue<string> Opened { get; } = [];

    public Task PutAsync(ImportPlace place, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _files[(place, name)] = (content.ToArray(), time.GetUtcNow(), Interlocked.Increment(ref _versions));
        return Task.CompletedTask;
    }

    public IImportBlobWriter Create(ImportPlace place, string name) => new Writer(this, place, name);

    public Task<Stream?> OpenAsync(ImportPlace place, string name, string version, CancellationToken cancellationToken)
    {
        Opened.Enqueue(name);
        return !_files.TryGetValue((place, name), out (byte[] Bytes, DateTimeOffset At, int Version) file) ? Task.FromResult<Stream?>(null)
            : version.Length > 0 && version != VersionOf(file.Version) ? throw new Core.Register.Import.ExtractChangedException()
            : Task.FromResult<Stream?>(new MemoryStream(file.Bytes, writable: false));
    }

    public async IAsyncEnumerable<ImportBlob> ListAsync(ImportPlace place, string prefix, bool unfinished, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (((ImportPlace Place, string Name) key, (byte[] Bytes, DateTimeOffset At, int Version) file) in _files.OrderBy(file => file.Key.Name, StringComparer.Ordinal))
        {
            if (key.Place == place && key.Name.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return new ImportBlob(key.Name, file.Bytes.Length, file.At, VersionOf(file.Version));
            }
        }
    }

    public Task<Obstacle?> DestroyAsync(ImportPlace place, string name, CancellationToken cancellationToken)
    {
        if (InTheWay is null)
        {
            _files.TryRemove((place, name), out _);
        }

        return Task.FromResult(InTheWay);
    }

    private static string VersionOf(int version) => version.ToString(CultureInfo.InvariantCulture);

    private sealed class Writer(InMemoryImportBlobs files, ImportPlace place, string name) : IImportBlobWriter
    {
        private readonly MemoryStream _content = new();

        public Task AppendAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
        {
            _content.Write(piece.Span);
            return Task.CompletedTask;
        }

        public Task CompleteAsync(CancellationToken cancellationToken) => files.PutAsync(place, name, _content.ToArray(), cancellationToken);
    }
}
