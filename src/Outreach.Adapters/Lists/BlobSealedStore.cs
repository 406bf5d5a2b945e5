using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Outreach.Adapters.Storage;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Adapters.Lists;

/// <summary>A container of the lists account, `lists` for lists: ciphertext only, names of ids.</summary>
public sealed class BlobSealedStore(OutreachStorage storage, BlobReadAddresses addresses, string container = BlobSealedStore.Container) : ISealedBlobStore
{
    public const string Container = "lists";

    /// <summary>Batches for dispatchers: their own, so that neither's sweep meets the other's.</summary>
    public const string BatchesContainer = "outreach-batches";

    private const string Dependency = "Blob storage";

    private readonly BlobContainerClient _container = storage.Lists.GetBlobContainerClient(container);

    public Task UploadAsync(string name, ReadOnlyMemory<byte> ciphertext, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync(Dependency, () => _container.GetBlobClient(name).UploadAsync(
            BinaryData.FromBytes(ciphertext),
            new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/jose", CacheControl = "no-store" },
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            },
            cancellationToken));

    public Task<Obstacle?> DestroyAsync(string name, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync(Dependency, () => BlobDestruction.RunAsync(_container, name, cancellationToken));

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync(Dependency, async () => (await _container.GetBlobClient(name).ExistsAsync(cancellationToken)).Value);

    public Task<Uri> MintReadAddressAsync(string name, TimeSpan life, DateTimeOffset notAfter, CancellationToken cancellationToken) =>
        addresses.MintAsync(_container.GetBlobClient(name), life, notAfter, cancellationToken);

    public async IAsyncEnumerable<SealedBlob> ListAsync(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<BlobItem> blobs =
            _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await StorageErrors.CallAsync(Dependency, () => blobs.MoveNextAsync().AsTask()))
        {
            yield return new SealedBlob(blobs.Current.Name, blobs.Current.Properties.CreatedOn ?? DateTimeOffset.MaxValue);
        }
    }
}
