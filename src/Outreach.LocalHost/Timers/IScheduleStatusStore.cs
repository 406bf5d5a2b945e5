using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace Outreach.LocalHost.Timers;

/// <summary>Keeps when each timer ran and runs next, so that a missed run is known after a restart.</summary>
public interface IScheduleStatusStore
{
    Task<ScheduleStatus?> FindAsync(string function, CancellationToken cancellationToken);

    Task PutAsync(string function, ScheduleStatus status, CancellationToken cancellationToken);
}

/// <summary>One blob per timer.</summary>
public sealed class BlobScheduleStatusStore(BlobContainerClient container) : IScheduleStatusStore
{
    public async Task<ScheduleStatus?> FindAsync(string function, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            return (await Blob(function).DownloadContentAsync(cancellationToken)).Value.Content.ToObjectFromJson<ScheduleStatus>();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public Task PutAsync(string function, ScheduleStatus status, CancellationToken cancellationToken) =>
        Blob(function).UploadAsync(BinaryData.FromString(JsonSerializer.Serialize(status)), overwrite: true, cancellationToken);

    private BlobClient Blob(string function) => container.GetBlobClient($"timers/{function}/status");
}
