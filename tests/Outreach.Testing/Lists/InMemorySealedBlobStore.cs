using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Testing.Lists;

/// <summary>Ciphertexts in memory; held to <see cref="SealedBlobStoreContract"/> for what needs no address.</summary>
public sealed class InMemorySealedBlobStore(TimeProvider time) : ISealedBlobStore
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, DateTimeOffset At)> _blobs = new(StringComparer.Ordinal);

    /// <summary>What storage holds now, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Contents => _blobs.ToDictionary(blob => blob.Key, blob => blob.Value.Bytes, StringComparer.Ordinal);

    /// <summary>What deleting meets, if anything.</summary>
    public Obstacle? InTheWay { get; set; }

    public Task UploadAsync(string name, ReadOnlyMemory<byte> ciphertext, CancellationToken cancellationToken) =>
        _blobs.TryAdd(name, (ciphertext.ToArray(), time.GetUtcNow()))
            ? Task.CompletedTask
            : throw new InvalidOperationException("A ciphertext of this name exists.");

    public Task<Obstacle?> DestroyAsync(string name, CancellationToken cancellationToken)
    {
        if (InTheWay is null)
        {
            _blobs.TryRemove(name, out _);
        }

        return Task.FromResult(InTheWay);
    }

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_blobs.ContainsKey(name));

    public Task<Uri> MintReadAddressAsync(string name, TimeSpan life, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        long end = Math.Min((time.GetUtcNow() + life).ToUnixTimeSeconds(), notAfter.ToUnixTimeSeconds());
        return Task.FromResult(new Uri($"https://lists.invalid/{name}?expires={end}"));
    }

    public async IAsyncEnumerable<SealedBlob> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach ((string name, (byte[] Bytes, DateTimeOffset At) blob) in _blobs.OrderBy(blob => blob.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return new SealedBlob(name, blob.At);
            }
        }
    }
}
