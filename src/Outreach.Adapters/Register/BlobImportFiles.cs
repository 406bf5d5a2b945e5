using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Outreach.Adapters.Lists;
using Outreach.Adapters.Storage;
using Outreach.Core.Deletion;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;

namespace Outreach.Adapters.Register;

/// <summary>Four containers of the lists account, where deleted is gone.</summary>
public sealed class BlobImportFiles(OutreachStorage storage) : IImportBlobs
{
    public const string LandingContainer = "landing";
    public const string PostedContainer = "extractparts";
    public const string PartsContainer = "importparts";
    public const string RejectedContainer = "rejectedlines";

    internal const string Dependency = "Blob storage";

    private const int BufferSize = 1024 * 1024;

    public Task PutAsync(ImportPlace place, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync(Dependency, () => ContainerOf(place).GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true, cancellationToken));

    public IImportBlobWriter Create(ImportPlace place, string name) => new Writer(ContainerOf(place).GetBlockBlobClient(name));

    public async Task<Stream?> OpenAsync(ImportPlace place, string name, string version, CancellationToken cancellationToken)
    {
        BlobClient blob = ContainerOf(place).GetBlobClient(name);
        BlobOpenReadOptions options = new(allowModifications: false)
        {
            BufferSize = BufferSize,
            Conditions = version.Length == 0 ? null : new BlobRequestConditions { IfMatch = new ETag(version) },
        };
        try
        {
            return new ImportFileStream(await StorageErrors.CallAsync(Dependency, () => blob.OpenReadAsync(options, cancellationToken)));
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException changed) when (changed.Status is 304 or 412)
        {
            throw new ExtractChangedException();
        }
    }

    public async IAsyncEnumerable<ImportBlob> ListAsync(
        ImportPlace place, string prefix, bool unfinished, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<BlobItem> blobs =
            ContainerOf(place).GetBlobsAsync(BlobTraits.None, unfinished ? BlobStates.Uncommitted : BlobStates.None, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await StorageErrors.CallAsync(Dependency, () => blobs.MoveNextAsync().AsTask()))
        {
            BlobItemProperties properties = blobs.Current.Properties;
            yield return new ImportBlob(
                blobs.Current.Name, properties.ContentLength ?? 0, properties.LastModified ?? DateTimeOffset.MaxValue, properties.ETag?.ToString() ?? "");
        }
    }

    /// <remarks>Blocks that were never put together have no blob that could be deleted: an empty one takes their place first.</remarks>
    public Task<Obstacle?> DestroyAsync(ImportPlace place, string name, CancellationToken cancellationToken) => StorageErrors.CallAsync(Dependency, async () =>
    {
        BlobContainerClient container = ContainerOf(place);
        if (!await container.GetBlobClient(name).ExistsAsync(cancellationToken))
        {
            bool unfinished = await container.GetBlobsAsync(BlobTraits.None, BlobStates.Uncommitted, name, cancellationToken).AnyAsync(blob => blob.Name == name, cancellationToken);
            if (!unfinished)
            {
                return null;
            }

            await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty), overwrite: true, cancellationToken);
        }

        return await BlobDestruction.RunAsync(container, name, cancellationToken);
    });

    private BlobContainerClient ContainerOf(ImportPlace place) => storage.Lists.GetBlobContainerClient(place switch
    {
        ImportPlace.Landing => LandingContainer,
        ImportPlace.Posted => PostedContainer,
        ImportPlace.Parts => PartsContainer,
        ImportPlace.Rejected => RejectedContainer,
    });

    /// <summary>Blocks under names that tell their place: repeated, a block is the same block.</summary>
    private sealed class Writer(BlockBlobClient blob) : IImportBlobWriter
    {
        private readonly List<string> _blocks = [];

        public Task AppendAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
        {
            byte[] number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, _blocks.Count);
            string block = Convert.ToBase64String(number);
            _blocks.Add(block);
            return StorageErrors.CallAsync(Dependency, async () =>
            {
                using Stream content = BinaryData.FromBytes(piece).ToStream();
                return await blob.StageBlockAsync(block, content, cancellationToken: cancellationToken);
            });
        }

        public Task CompleteAsync(CancellationToken cancellationToken) =>
            StorageErrors.CallAsync(Dependency, () => blob.CommitBlockListAsync(_blocks, cancellationToken: cancellationToken));
    }
}
