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

/// <summary>One blob per timer, where the Functions host keeps it and in its form.</summary>
/// <param name="open">Called when first needed: whether the setting is there at all has been looked at by then.</param>
public sealed class BlobScheduleStatusStore(Func<BlobContainerClient> open, TimerNames names) : IScheduleStatusStore
{
    private readonly Lazy<BlobContainerClient> _container = new(open);

    public async Task<ScheduleStatus?> FindAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            ScheduleStatus? kept = (await Blob(function).DownloadContentAsync(cancellationToken)).Value.Content.ToObjectFromJson<ScheduleStatus>();
            return kept is null ? null : new ScheduleStatus { Last = Utc(kept.Last), Next = Utc(kept.Next), LastUpdated = Utc(kept.LastUpdated) };
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
        catch (JsonException)
        {
            // Somebody wrote something else there: the timer begins anew.
            return null;
        }
    }

    public async Task PutAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
    {
        await _container.Value.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await Blob(function).UploadAsync(BinaryData.FromString(JsonSerializer.Serialize(status)), overwrite: true, cancellationToken);
    }

    private BlobClient Blob(string function) => _container.Value.GetBlobClient(names.StatusPath(function));

    /// <summary>The Functions host writes its local time, with the offset; a time that never was has none.</summary>
    private static DateTime Utc(DateTime read) => read.Kind == DateTimeKind.Local ? read.ToUniversalTime() : read;
}
