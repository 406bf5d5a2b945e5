using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Audit;

namespace Outreach.Adapters.Audit;

/// <summary>Container `audit` of the audit account: one append blob per stream, one line per event, each appended only where its writer saw the end.</summary>
/// <remarks>One call per append while the head is remembered; two for a new stream. A head is a hint: storage decides (threat 51).</remarks>
public sealed class BlobAuditTrail(OutreachStorage storage, TimeProvider time) : IAuditTrail, IDisposable
{
    public const string Container = "audit";

    private const string Dependency = "The audit account";

    /// <summary>Enough for every other writer to have gone first once; after that the storage is to blame.</summary>
    private const int MostTries = 20;

    private readonly BlobContainerClient _container = storage.Audit.GetBlobContainerClient(Container);
    private readonly AuditHeads _heads = new();

    public async Task<AuditReceipt> AppendAsync(AuditStream stream, AuditEvent auditEvent, CancellationToken cancellationToken)
    {
        AuditVocabulary.Require(auditEvent);
        AppendBlobClient blob = Blob(stream);
        using IDisposable turn = await _heads.TakeTurnAsync(stream, cancellationToken);
        for (int i = 0; i < MostTries; i++)
        {
            AuditEnd end = _heads.Find(stream) ?? await StorageErrors.CallAsync(Dependency, () => OpenAsync(stream, blob, cancellationToken));
            AuditEntry next = AuditChain.Next(stream, end.Head, auditEvent, time.GetUtcNow());
            if (await TryAppendAsync(blob, stream, end, next, cancellationToken))
            {
                return new AuditReceipt(stream, next.Sequence, next.Hash);
            }
        }

        throw new TransientDependencyException("Too many writers are at one audit stream.");
    }

    public async IAsyncEnumerable<AuditEntry> ReadAsync(AuditStream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream? content = await StorageErrors.CallAsync(Dependency, () => BlobLines.OpenAsync(Blob(stream), cancellationToken));
        if (content is null)
        {
            yield break;
        }

        await using (content)
        {
            await foreach (byte[]? line in BlobLines.ReadAsync(Dependency, content, cancellationToken))
            {
                yield return AuditLine.Parse(stream, line ?? throw new AuditDamagedException(stream));
            }
        }
    }

    public void Dispose() => _heads.Dispose();

    private AppendBlobClient Blob(AuditStream stream) => _container.GetAppendBlobClient(stream.Value);

    /// <summary>Most streams are met first when they begin: creating before reading saves them a call.</summary>
    private async Task<AuditEnd> OpenAsync(AuditStream stream, AppendBlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var onlyNew = new AppendBlobRequestConditions { IfNoneMatch = ETag.All };
            await blob.CreateAsync(new AppendBlobCreateOptions { Conditions = onlyNew }, cancellationToken);
            return new AuditEnd(Head: null, Length: 0);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412 || exists.ErrorCode == "UnauthorizedBlobOverwrite")
        {
            // The last one: whoever may add and not write over may be refused before the condition is judged.
            return EndOf(stream, await DownloadAsync(blob, cancellationToken));
        }
    }

    /// <summary>False when somebody else appended meanwhile, or the stream was erased or cut, which is for the checkpoints to find. The end is read again then, as it is after an answer that was lost.</summary>
    private async Task<bool> TryAppendAsync(
        AppendBlobClient blob, AuditStream stream, AuditEnd end, AuditEntry next, CancellationToken cancellationToken)
    {
        byte[] line = AuditLine.Format(stream, next);
        _heads.Forget(stream);
        try
        {
            await StorageErrors.CallAsync(Dependency, () => blob.AppendBlockAsync(
                new MemoryStream(line),
                new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = end.Length } },
                cancellationToken));
        }
        catch (RequestFailedException lost) when (lost.Status == 412)
        {
            // The SDK repeats a call whose answer was lost, and then meets its own line: that is no other writer.
            byte[] content = await StorageErrors.CallAsync(Dependency, () => DownloadAsync(blob, cancellationToken));
            _heads.Remember(stream, EndOf(stream, content));
            return content.Length >= end.Length && content.AsSpan((int)end.Length).StartsWith(line);
        }
        catch (RequestFailedException erased) when (erased.ErrorCode == "BlobNotFound")
        {
            return false;
        }
        catch (RequestFailedException full) when (full.ErrorCode == "BlockCountExceedsLimit")
        {
            throw new InvalidOperationException($"The audit stream {stream.Value} is full and takes no more events.", full);
        }

        _heads.Remember(stream, new AuditEnd(next, end.Length + line.Length));
        return true;
    }

    private static AuditEnd EndOf(AuditStream stream, byte[] content)
    {
        if (content.Length == 0)
        {
            return new AuditEnd(Head: null, Length: 0);
        }

        if (content[^1] != (byte)'\n')
        {
            throw new AuditDamagedException(stream);
        }

        ReadOnlySpan<byte> lines = content.AsSpan(0, content.Length - 1);
        return new AuditEnd(AuditLine.Parse(stream, lines[(lines.LastIndexOf((byte)'\n') + 1)..]), content.Length);
    }

    /// <summary>A stream is at most a few dozen megabytes, and nearly always a few kilobytes. Empty when there is none.</summary>
    private static async Task<byte[]> DownloadAsync(AppendBlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return [];
        }
    }
}
