using Azure;
using Outreach.Adapters.Storage;
using Outreach.Core.Register.Import;

namespace Outreach.Adapters.Register;

/// <summary>Reads a blob as the SDK does, with errors as the product knows them.</summary>
internal sealed class ImportFileStream(Stream blob) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await StorageErrors.CallAsync(BlobImportFiles.Dependency, () => blob.ReadAsync(buffer, cancellationToken).AsTask());
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            throw new ExtractChangedException();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Blobs are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        blob.Dispose();
        base.Dispose(disposing);
    }
}
