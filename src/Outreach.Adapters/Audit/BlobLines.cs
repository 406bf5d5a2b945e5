using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Outreach.Adapters.Storage;

namespace Outreach.Adapters.Audit;

/// <summary>Reads a blob line by line, in memory that does not grow with the blob.</summary>
internal static class BlobLines
{
    /// <summary>Longer than any line that this product writes.</summary>
    private const int LongestLine = 8 * 1024;

    /// <summary>Null when there is no such blob.</summary>
    public static async Task<Stream?> OpenAsync(BlobBaseClient blob, CancellationToken cancellationToken)
    {
        try
        {
            BlobDownloadStreamingResult result = await blob.DownloadStreamingAsync(cancellationToken: cancellationToken);
            return result.Content;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Lines without their line feeds; a null, and then nothing more, for one that is too long or has no end.</summary>
    public static async IAsyncEnumerable<byte[]?> ReadAsync(string dependency, Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PipeReader reader = PipeReader.Create(content, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            ReadResult read = await StorageErrors.CallAsync(dependency, () => reader.ReadAsync(cancellationToken).AsTask());
            ReadOnlySequence<byte> rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                byte[] line = rest.Slice(0, end).ToArray();
                rest = rest.Slice(rest.GetPosition(1, end));
                yield return line;
            }

            if (rest.Length > LongestLine || (read.IsCompleted && rest.Length > 0))
            {
                yield return null;
                yield break;
            }

            if (read.IsCompleted)
            {
                yield break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }
}
