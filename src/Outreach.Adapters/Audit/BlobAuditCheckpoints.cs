using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit;

namespace Outreach.Adapters.Audit;

/// <summary>Container `checkpoints` of the audit account: `statements/{number}`, one JWS each, and `heads/{number}-…`, a line per stream. Nothing is ever replaced.</summary>
public sealed class BlobAuditCheckpoints(OutreachStorage storage) : IAuditCheckpoints
{
    public const string Container = "checkpoints";

    private const string Dependency = "The audit account";
    private const string Statements = "statements/";
    private const string Heads = "heads/";

    private readonly BlobContainerClient _container = storage.Audit.GetBlobContainerClient(Container);

    public async IAsyncEnumerable<StoredCheckpoint> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (string name in NamesAsync(Statements, cancellationToken))
        {
            if (NumberOf(name) is { } number && await ReadAsync(name, cancellationToken) is { } jws)
            {
                yield return new StoredCheckpoint(number, jws);
            }
        }
    }

    public async Task<bool> AddAsync(StoredCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        string name = NameOf(checkpoint.Number);
        var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await StorageErrors.CallAsync(
                Dependency, () => _container.GetBlobClient(name).UploadAsync(BinaryData.FromString(checkpoint.Jws), onlyNew, cancellationToken));
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // The SDK repeats a call whose answer was lost, and then meets its own blob.
            return await ReadAsync(name, cancellationToken) == checkpoint.Jws;
        }
    }

    public IHeadsWriter WriteHeads(string name) => new BlobHeadsWriter(_container.GetBlockBlobClient(Heads + name));

    public async IAsyncEnumerable<string> ReadHeadsAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream? content = await StorageErrors.CallAsync(Dependency, () => BlobLines.OpenAsync(_container.GetBlobClient(Heads + name), cancellationToken));
        if (content is null)
        {
            yield break;
        }

        await using (content)
        {
            await foreach (byte[]? line in BlobLines.ReadAsync(Dependency, content, cancellationToken))
            {
                yield return line is null ? "" : Encoding.UTF8.GetString(line);
            }
        }
    }

    public async Task<int> RemoveBelowAsync(long number, CancellationToken cancellationToken)
    {
        int removed = 0;
        await foreach (string statement in NamesAsync(Statements, cancellationToken))
        {
            if (NumberOf(statement) is not { } old || old >= number)
            {
                // Later, or put there by somebody: neither is retention's.
                continue;
            }

            // The lists first: a statement without its lists says that they are being removed, lists without a statement would say nothing.
            await foreach (string list in NamesAsync($"{Heads}{old:D10}-", cancellationToken))
            {
                if (!await DeleteAsync(list, cancellationToken))
                {
                    return removed;
                }
            }

            if (!await DeleteAsync(statement, cancellationToken))
            {
                return removed;
            }

            removed++;
        }

        return removed;
    }

    private static string NameOf(long number) => $"{Statements}{number.ToString("D10", CultureInfo.InvariantCulture)}";

    /// <summary>Null for a blob that is no statement of ours.</summary>
    private static long? NumberOf(string name) =>
        long.TryParse(name.AsSpan(Statements.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && NameOf(number) == name ? number : null;

    private async IAsyncEnumerable<string> NamesAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<BlobItem> blobs = _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await StorageErrors.CallAsync(Dependency, () => blobs.MoveNextAsync().AsTask()))
        {
            yield return blobs.Current.Name;
        }
    }

    private Task<string?> ReadAsync(string name, CancellationToken cancellationToken) => StorageErrors.CallAsync<string?>(Dependency, async () =>
    {
        try
        {
            return (await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToString();
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    });

    private Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => StorageErrors.CallAsync(Dependency, async () =>
    {
        try
        {
            await _container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException refused) when (refused.Status is 409 or 412)
        {
            return false;
        }
    });
}
