using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace Outreach.Core.Register.Import;

/// <summary>A line of an extract, judged: either a row, or the reason why there is none.</summary>
internal readonly record struct JudgedLine(long Number, ExtractRow? Row, RowReason? Refusal);

/// <summary>Reads an extract once, row by row; what it keeps in memory does not depend on the file.</summary>
internal sealed class RegisterExtract : IDisposable
{
    private readonly ExtractBytes _file;
    private readonly ExtractStream _bytes;
    private readonly CsvReader _reader;
    private ExtractHeader? _header;
    private ExtractRowPolicy? _rows;
    private bool _badQuotes;

    private RegisterExtract(ExtractBytes file, ExtractStream bytes, char separator)
    {
        _file = file;
        _bytes = bytes;
        _reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            Encoding = Encoding.UTF8,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,

            // A register has no line break inside a field, and a forgotten quote must not swallow the rows after it.
            AllowLineBreaksInQuotes = false,
            OnMalformedRecord = _ => _badQuotes = true,
        });
    }

    /// <summary>SHA-256 of the rows as text, once they were read to their end: the same whether they came compressed or not.</summary>
    public string Sha256 => _bytes.Sha256;

    /// <summary>SHA-256 of the file as it came, likewise.</summary>
    public string FileSha256 => _file.Sha256;

    /// <summary>Bytes of the file as it came, so far.</summary>
    public long FileBytes => _file.Count;

    /// <summary>Reads the header; the file as a whole is refused here. Takes the stream over.</summary>
    /// <exception cref="ExtractEncodingException">The file is not UTF-8.</exception>
    /// <exception cref="ExtractRefusedException">It is compressed and damaged, or larger than allowed.</exception>
    public static async Task<Result<RegisterExtract>> OpenAsync(
        Stream file, RegisterPolicy policy, DateOnly today, CancellationToken cancellationToken)
    {
        ExtractBytes content = new(file, policy);
        ExtractStream bytes = new(content);
        RegisterExtract? extract = null;
        Result<ExtractHeader> header = RegisterFailures.HeaderMissing;
        try
        {
            ReadOnlyMemory<byte> firstLine = await bytes.PeekFirstLineAsync(cancellationToken);
            extract = new RegisterExtract(content, bytes, firstLine.Span.Contains((byte)';') ? ';' : ',');
            header = await extract.ReadHeaderAsync(cancellationToken);
        }
        finally
        {
            if (!header.Succeeded)
            {
                extract?.Dispose();
                await bytes.DisposeAsync();
            }
        }

        if (!header.Succeeded)
        {
            return header.Failure!;
        }

        extract!._header = header.Value;
        extract._rows = new ExtractRowPolicy(policy, today);
        return extract;
    }

    /// <summary>Every line after the header that is not blank.</summary>
    /// <exception cref="ExtractEncodingException">The file is not UTF-8.</exception>
    public async IAsyncEnumerable<JudgedLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await AdvanceAsync(cancellationToken))
        {
            yield return Judge();
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _bytes.Dispose();
    }

    private async Task<Result<ExtractHeader>> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (!await AdvanceAsync(cancellationToken))
        {
            return RegisterFailures.Empty;
        }

        return IsTooLong() || _badQuotes ? RegisterFailures.HeaderMissing : ExtractHeader.Parse(_reader);
    }

    private ValueTask<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        _badQuotes = false;
        return _reader.ReadAsync(cancellationToken);
    }

    private JudgedLine Judge()
    {
        RowReason? malformed = IsTooLong() ? RowReason.LineTooLong
            : _badQuotes ? RowReason.Quotes
            : _reader.FieldCount != _header!.Count ? RowReason.FieldCount
            : null;
        (ExtractRow? row, RowReason? refusal) = malformed is null
            ? _rows!.Judge(column => _header!.Positions.TryGetValue(column, out int position) ? _reader.GetString(position) : "")
            : (null, malformed);
        return new JudgedLine(_reader.LineNumber, row, refusal);
    }

    private bool IsTooLong() => _reader.RawRecord.Length > ExtractStream.MaxLine;
}
