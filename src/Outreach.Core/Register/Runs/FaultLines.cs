using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>Lines with faults as they are kept: number and code, separated by a comma; what a line holds is nowhere.</summary>
internal sealed class FaultLines(IImportBlobWriter file)
{
    private const int Piece = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _piece = new(Piece);

    public async ValueTask AddAsync(RowFault fault, CancellationToken cancellationToken)
    {
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{fault.Line},{fault.Reason.Code}\n"), _piece);
        if (_piece.WrittenCount >= Piece)
        {
            await file.AppendAsync(_piece.WrittenMemory, cancellationToken);
            _piece.ResetWrittenCount();
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_piece.WrittenCount > 0)
        {
            await file.AppendAsync(_piece.WrittenMemory, cancellationToken);
        }

        await file.CompleteAsync(cancellationToken);
    }

    /// <summary>What such a file says, in its order.</summary>
    /// <exception cref="InvalidDataException">It is missing.</exception>
    public static async IAsyncEnumerable<RowFault> ReadAsync(
        IImportBlobs blobs, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream file = await blobs.OpenAsync(ImportPlace.Rejected, name, "", cancellationToken)
            ?? throw new InvalidDataException("A file of an import is missing.");
        using StreamReader lines = new(file, Encoding.UTF8);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            int comma = line.IndexOf(',', StringComparison.Ordinal);
            yield return new RowFault(long.Parse(line.AsSpan(0, comma), NumberStyles.None, CultureInfo.InvariantCulture), RowReason.Parse(line[(comma + 1)..]));
        }
    }
}
