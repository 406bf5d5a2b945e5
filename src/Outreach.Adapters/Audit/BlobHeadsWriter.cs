using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit;

namespace Outreach.Adapters.Audit;

/// <summary>Writes a list in blocks, and makes the blob of them once: an account that lets nothing be replaced never sees half a list.</summary>
internal sealed class BlobHeadsWriter(BlockBlobClient blob) : IHeadsWriter
{
    private const string Dependency = "The audit account";
    private const int BlockSize = 1024 * 1024;

    private readonly MemoryStream _block = new();
    private readonly List<string> _blocks = [];

    public async Task WriteAsync(string line, CancellationToken cancellationToken)
    {
        _block.Write(Encoding.UTF8.GetBytes(line));
        _block.WriteByte((byte)'\n');
        if (_block.Length >= BlockSize)
        {
            await StageAsync(cancellationToken);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await StageAsync(cancellationToken);
        var onlyNew = new CommitBlockListOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await StorageErrors.CallAsync(Dependency, () => blob.CommitBlockListAsync(_blocks, onlyNew, cancellationToken));
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // Names are random: it is this list, written by a call whose answer was lost. If it were not, its root would not match.
        }
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        string id = Convert.ToBase64String(BitConverter.GetBytes(_blocks.Count));
        _block.Position = 0;
        await StorageErrors.CallAsync(Dependency, () => blob.StageBlockAsync(id, _block, cancellationToken: cancellationToken));
        _blocks.Add(id);
        _block.SetLength(0);
    }
}
