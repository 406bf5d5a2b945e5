using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Audit;

namespace Outreach.Adapters.Audit;

/// <summary>The streams of container `audit`, as the account lists them: by name.</summary>
public sealed class BlobAuditStreams(OutreachStorage storage) : IAuditStreams
{
    private const string Dependency = "The audit account";

    private readonly BlobContainerClient _container = storage.Audit.GetBlobContainerClient(BlobAuditTrail.Container);

    public async IAsyncEnumerable<AuditStream> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<BlobItem> blobs = _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await StorageErrors.CallAsync(Dependency, () => blobs.MoveNextAsync().AsTask()))
        {
            yield return new AuditStream(blobs.Current.Name);
        }
    }

    public Task<bool> EraseAsync(AuditHead last, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(last);
        return StorageErrors.CallAsync(Dependency, async () =>
        {
            BlobClient blob = _container.GetBlobClient(last.Stream.Value);
            return await FindAsync(blob, cancellationToken) is not { } stored || (EndsWith(stored.Content, last) && await DeleteAsync(blob, stored.Details.ETag, cancellationToken));
        });
    }

    private static async Task<BlobDownloadResult?> FindAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return await blob.DownloadContentAsync(cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    private static bool EndsWith(BinaryData content, AuditHead last)
    {
        ReadOnlySpan<byte> lines = content.ToMemory().Span.TrimEnd((byte)'\n');
        try
        {
            return AuditHead.Of(last.Stream, AuditLine.Parse(last.Stream, lines[(lines.LastIndexOf((byte)'\n') + 1)..])) == last;
        }
        catch (AuditDamagedException)
        {
            return false;
        }
    }

    private static async Task<bool> DeleteAsync(BlobClient blob, ETag asRead, CancellationToken cancellationToken)
    {
        try
        {
            await blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = asRead }, cancellationToken);
        }
        catch (RequestFailedException refused) when (refused.Status is 409 or 412)
        {
            // The account's immutability, a lease, or an entry that came meanwhile.
            return false;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return true;
        }

        return !await blob.ExistsAsync(cancellationToken) ? true : throw new TransientDependencyException("The audit account still holds a stream that was deleted.");
    }
}
