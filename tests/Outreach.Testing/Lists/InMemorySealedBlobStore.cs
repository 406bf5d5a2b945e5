using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Outreach.Core.Lists;

namespace Outreach.Testing.Lists;

/// <summary>Ciphertexts in memory; held to <see cref="SealedBlobStoreContract"/> for what needs no address.</summary>
public sealed class InMemorySealedBlobStore(TimeProvider time) : ISealedBlobStore
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, DateTimeOffset At)> _blobs = new(StringComparer.Ordinal);

    /// <summary>What storage holds now, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Contents => _blobs.ToDictionary(blob => blob.Key, blob => blob.Value.Bytes, StringComparer.Ordinal);

    /// <summary>When set, deleting fails as a leased blob would make it.</summary>
    public bool DeletionBlocked { get; set; }

    public Task UploadAsync(string name, ReadOnlyMemory<byte> ciphertext, CancellationToken cancellationToken) =>
        _blobs.TryAdd(name, (ciphertext.ToArray(), time.GetUtcNow()))
            ? Task.CompletedTask
            : throw new InvalidOperationException("A ciphertext of this name exists.");

    public Task DestroyAsync(string name, CancellationToken cancellationToken)
    {
        if (DeletionBlocked)
        {
            throw new Outreach.Core.TransientDependencyException("Deletion is blocked.");
        }

        _blobs.TryRemove(name, out _);
        return Task.CompletedTask;
    }

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
