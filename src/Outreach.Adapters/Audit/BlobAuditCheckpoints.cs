using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit;

namespace Outreach.Adapters.Audit;

/// <summary>Container `checkpoints` of the audit account: one blob per run, named by its instant, never replaced.</summary>
/// <remarks>A line per stream: sequence, hash, stream, separated by a space.</remarks>
public sealed class BlobAuditCheckpoints(OutreachStorage storage) : IAuditCheckpoints
{
    public const string Container = "checkpoints";

    private const string Dependency = "The audit account";
    private const string NameFormat = "'heads/'yyyyMMdd'T'HHmmssfffffff'Z'";

    private readonly BlobContainerClient _container = storage.Audit.GetBlobContainerClient(Container);

    public Task<AuditCheckpoint?> FindLatestAsync(CancellationToken cancellationToken) =>
        StorageErrors.CallAsync<AuditCheckpoint?>(Dependency, async () =>
        {
            string? latest = null;
            await foreach (BlobItem blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "heads/", cancellationToken))
            {
                latest = string.CompareOrdinal(blob.Name, latest) > 0 ? blob.Name : latest;
            }

            return latest is null ? null : await ReadAsync(latest, cancellationToken);
        });

    public async Task<bool> AddAsync(AuditCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var content = new StringBuilder();
        foreach (AuditHead head in checkpoint.Heads)
        {
            content.Append(CultureInfo.InvariantCulture, $"{head.Sequence} {head.Hash} {head.Stream.Value}\n");
        }

        BlobClient blob = _container.GetBlobClient(checkpoint.At.UtcDateTime.ToString(NameFormat, CultureInfo.InvariantCulture));
        var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await StorageErrors.CallAsync(Dependency, () => blob.UploadAsync(BinaryData.FromString(content.ToString()), onlyNew, cancellationToken));
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<AuditCheckpoint> ReadAsync(string name, CancellationToken cancellationToken)
    {
        BlobDownloadResult content = (await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value;
        DateTimeOffset at = DateTimeOffset.ParseExact(name, NameFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new AuditCheckpoint(at, [.. content.Content.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Head)]);
    }

    private static AuditHead Head(string line) =>
        line.Split(' ') is [{ } sequence, { Length: 64 } hash, { } stream]
            ? new AuditHead(new AuditStream(stream), long.Parse(sequence, NumberStyles.None, CultureInfo.InvariantCulture), hash)
            : throw new AuditDamagedException("A checkpoint of the audit trail is damaged.");
}
