using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Audit;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit;

namespace Outreach.LocalHost.Tests.Audit;

/// <summary>The trail's storage in the hands of somebody who may do anything to it, but sign.</summary>
internal sealed class AuditStorage(IServiceProvider services)
{
    private readonly BlobServiceClient _account = services.GetRequiredService<OutreachStorage>().Audit;

    private BlobContainerClient Checkpoints => _account.GetBlobContainerClient(BlobAuditCheckpoints.Container);

    /// <summary>Does something to the lines of a stream; what undoes it.</summary>
    public async Task<Func<Task>> AlterAsync(AuditStream stream, Action<List<string>> alter)
    {
        AppendBlobClient blob = _account.GetBlobContainerClient(BlobAuditTrail.Container).GetAppendBlobClient(stream.Value);
        string content = (await blob.DownloadContentAsync()).Value.Content.ToString();
        List<string> lines = [.. content.Split('\n')[..^1]];
        alter(lines);
        await WriteAsync(blob, string.Concat(lines.Select(line => line + "\n")));
        return () => WriteAsync(blob, content);
    }

    public async Task<Func<Task>> RemoveAsync(AuditStream stream)
    {
        AppendBlobClient blob = _account.GetBlobContainerClient(BlobAuditTrail.Container).GetAppendBlobClient(stream.Value);
        string content = (await blob.DownloadContentAsync()).Value.Content.ToString();
        await blob.DeleteAsync();
        return () => WriteAsync(blob, content);
    }

    /// <summary>Does something to the statement of the latest checkpoint, or removes it (null); its number, and what undoes it.</summary>
    public async Task<(long Number, Func<Task> Undo)> AlterCheckpointAsync(Func<string, string?> alter)
    {
        List<string> names = [];
        await foreach (BlobItem blob in Checkpoints.GetBlobsAsync(BlobTraits.None, BlobStates.None, "statements/", default))
        {
            names.Add(blob.Name);
        }

        BlobClient latest = Checkpoints.GetBlobClient(names[^1]);
        string jws = (await latest.DownloadContentAsync()).Value.Content.ToString();
        await latest.DeleteAsync();
        if (alter(jws) is { } altered)
        {
            await latest.UploadAsync(BinaryData.FromString(altered));
        }

        return (long.Parse(names[^1].Split('/')[1], System.Globalization.CultureInfo.InvariantCulture), () => latest.UploadAsync(BinaryData.FromString(jws), overwrite: true));
    }

    private static async Task WriteAsync(AppendBlobClient blob, string content)
    {
        await blob.DeleteIfExistsAsync();
        await blob.CreateAsync();
        if (content.Length > 0)
        {
            await blob.AppendBlockAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)));
        }
    }
}
