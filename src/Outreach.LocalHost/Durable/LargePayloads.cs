using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Outreach.LocalHost.Durable;

/// <summary>Payloads too large for a table row; named by their instance, so that a purge finds them all.</summary>
public sealed class LargePayloads(BlobContainerClient container)
{
    public Task CreateAsync(CancellationToken cancellationToken) => container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    public async Task<string> WriteAsync(string partition, string json, CancellationToken cancellationToken)
    {
        string name = $"{partition}/{Guid.NewGuid():n}";
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(json), cancellationToken);
        return name;
    }

    public async Task<string> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToString();

    public async Task PurgeAsync(string partition, CancellationToken cancellationToken)
    {
        await foreach (BlobItem blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{partition}/", cancellationToken))
        {
            await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
        }
    }
}
