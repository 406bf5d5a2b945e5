using Outreach.Core.Deletion;

namespace Outreach.Core.Lists;

/// <summary>A ciphertext found in storage.</summary>
public sealed record SealedBlob(string Name, DateTimeOffset CreatedAt)
{
    /// <summary>The list part of a blob's name; null for a name that this system did not make.</summary>
    public ListId? List => ListId.TryParse(Name.Split('/')[0], out ListId id) ? id : null;
}

/// <summary>Keeps ciphertext, and nothing else.</summary>
public interface ISealedBlobStore
{
    /// <summary>Uploads under a name that must be new.</summary>
    Task UploadAsync(string name, ReadOnlyMemory<byte> ciphertext, CancellationToken cancellationToken);

    /// <summary>Deletes the blob with its snapshots and versions, breaking a lease on it, and reads back that all are gone. What stands in the way; null when nothing is left.</summary>
    Task<Obstacle?> DestroyAsync(string name, CancellationToken cancellationToken);

    Task<bool> ExistsAsync(string name, CancellationToken cancellationToken);

    /// <summary>An address that reads this one blob for <paramref name="life"/>, never beyond <paramref name="notAfter"/>, and nothing else (SAS: one blob, read, https except on a loopback emulator).</summary>
    Task<Uri> MintReadAddressAsync(string name, TimeSpan life, DateTimeOffset notAfter, CancellationToken cancellationToken);

    /// <summary>Blobs whose name starts with <paramref name="prefix"/>, in the ordinal order of names.</summary>
    IAsyncEnumerable<SealedBlob> ListAsync(string prefix, CancellationToken cancellationToken);
}
