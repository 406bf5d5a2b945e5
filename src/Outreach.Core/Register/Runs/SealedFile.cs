using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Core.Register.Runs;

/// <summary>Writes a sealed file: records are gathered into pieces, and pieces are sealed and sent beside the work that makes the next.</summary>
/// <param name="size">Bytes of a piece.</param>
internal sealed class SealedFileWriter(IImportBlobWriter file, byte[] key, string name, int size)
{
    private ArrayBufferWriter<byte> _piece = new(size);
    private Task _sending = Task.CompletedTask;
    private int _number;

    public IBufferWriter<byte> Piece => _piece;

    /// <summary>To be called after each record; waits when the piece before is still on its way.</summary>
    public async ValueTask RecordedAsync(CancellationToken cancellationToken)
    {
        if (_piece.WrittenCount >= size)
        {
            await SendAsync(isLast: false, cancellationToken);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await SendAsync(isLast: true, cancellationToken);
        await _sending;
        await file.CompleteAsync(cancellationToken);
    }

    /// <summary>Waits for what is on its way, whatever becomes of it: nobody else will.</summary>
    public Task AbandonAsync() => _sending.ContinueWith(static sent => sent.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private async ValueTask SendAsync(bool isLast, CancellationToken cancellationToken)
    {
        await _sending;
        (ArrayBufferWriter<byte> piece, int number) = (_piece, _number++);
        _piece = new ArrayBufferWriter<byte>(piece.Capacity);
        _sending = Task.Run(() => SealAsync(piece, number, isLast, cancellationToken), cancellationToken);
    }

    private Task SealAsync(ArrayBufferWriter<byte> piece, int number, bool isLast, CancellationToken cancellationToken)
    {
        byte[] content = piece.WrittenSpan.ToArray();
        byte[] line = [.. SealedChunk.Seal(content, key, name, number, isLast), (byte)'\n'];
        CryptographicOperations.ZeroMemory(content);
        piece.Clear();
        return file.AppendAsync(line, cancellationToken);
    }
}

/// <summary>Reads what <see cref="SealedFileWriter"/> wrote, piece by piece.</summary>
internal static class SealedFile
{
    /// <exception cref="InvalidDataException">It is missing, was changed, or has lost its end.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        IImportBlobs blobs, string name, byte[] key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream file = await blobs.OpenAsync(ImportPlace.Parts, name, "", cancellationToken)
            ?? throw new InvalidDataException("A file of an import is missing.");
        using StreamReader lines = new(file, Encoding.ASCII, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
        bool last = false;
        for (int number = 0; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            (last, byte[] content) = SealedChunk.Open(line, key, name, number);
            yield return content;
        }

        if (!last)
        {
            throw new InvalidDataException("A file of an import has lost its end.");
        }
    }
}
