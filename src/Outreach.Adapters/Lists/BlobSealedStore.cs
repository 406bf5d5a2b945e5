using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Lists;

namespace Outreach.Adapters.Lists;

/// <summary>Container `lists` of the lists account: ciphertext only, names of random ids.</summary>
public sealed class BlobSealedStore(OutreachStorage storage, BlobReadAddresses addresses) : ISealedBlobStore
{
    public const string Container = "lists";

    private const string Dependency = "Blob storage";

    private readonly BlobContainerClient _container = storage.Lists.GetBlobContainerClient(Container);

    public Task UploadAsync(string name, ReadOnlyMemory<byte> ciphertext, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync(Dependency, () => _container.GetBlobClient(name).UploadAsync(
            BinaryData.FromBytes(ciphertext),
            new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/jose", CacheControl = "no-store" },
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            },
            cancellationToken));

    public Task DestroyAsync(string name, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync(Dependency, async () =>
        {
            BlobClient blob = _container.GetBlobClient(name);
            try
            {
                await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
            }
            catch (RequestFailedException blocked) when (blocked.Status is 409 or 412)
            {
                // A lease or a snapshot holds it: the share is gone already, so it is unreadable; the next run tries again.
                throw new TransientDependencyException($"A ciphertext could not be deleted yet ({blocked.ErrorCode}).");
            }

            return await blob.ExistsAsync(cancellationToken)
                ? throw new TransientDependencyException("Blob storage still holds a ciphertext that was deleted.")
                : true;
        });

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
