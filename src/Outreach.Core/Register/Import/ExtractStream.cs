using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Core.Register.Import;

/// <summary>The extract is not UTF-8. Says nothing of the bytes it met.</summary>
internal sealed class ExtractEncodingException() : Exception("The extract is not valid UTF-8.");

/// <summary>The bytes of an extract on their way to the CSV reader: hashed, checked to be UTF-8, and with every endless line cut.</summary>
/// <remarks>
/// A line keeps one byte more than allowed, so that the reader sees that it was too long without anyone holding the rest.
/// UTF-8 strictly: a file in another encoding would load names that are wrong without a sign.
/// </remarks>
internal sealed class ExtractStream(Stream extract) : ForwardStream
{
    /// <summary>Longest accepted line, in bytes.</summary>
    public const int MaxLine = 4096;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Decoder _decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
    private readonly byte[] _read = new byte[65_536];
    private readonly char[] _decoded = new char[65_536];
    private readonly ArrayBufferWriter<byte> _kept = new(65_536);
    private int _given;
    private int _lineLength;

    /// <summary>SHA-256 of what was read so far, lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>What stands before the first line end; read ahead, so that the separator can be told before the CSV reader starts.</summary>
    public async Task<ReadOnlyMemory<byte>> PeekFirstLineAsync(CancellationToken cancellationToken)
    {
        await FillAsync(cancellationToken);
        int end = _kept.WrittenSpan.IndexOfAny(LineEnds);
        return end < 0 ? _kept.WrittenMemory : _kept.WrittenMemory[..end];
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_given == _kept.WrittenCount)
        {
            if (!await FillAsync(cancellationToken))
            {
                return 0;
            }
        }

        ReadOnlyMemory<byte> part = _kept.WrittenMemory[_given..];
        part = part[..Math.Min(part.Length, buffer.Length)];
        part.CopyTo(buffer);
        _given += part.Length;
        return part.Length;
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        extract.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        int length = await extract.ReadAtLeastAsync(_read, _read.Length, throwOnEndOfStream: false, cancellationToken);
        _hash.AppendData(_read, 0, length);
        CheckEncoding(_read.AsSpan(0, length), isEnd: length == 0);
        _kept.ResetWrittenCount();
        _given = 0;
        Keep(_read.AsSpan(0, length));
        return length > 0;
    }

    private void CheckEncoding(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        try
        {
            _decoder.GetChars(bytes, _decoded, flush: isEnd);
        }
        catch (DecoderFallbackException)
        {
            throw new ExtractEncodingException();
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int end = bytes.IndexOfAny(LineEnds);
            ReadOnlySpan<byte> text = end < 0 ? bytes : bytes[..end];
            _kept.Write(text[..Math.Min(text.Length, MaxLine + 1 - _lineLength)]);
            _lineLength = Math.Min(_lineLength + text.Length, MaxLine + 1);
            if (end >= 0)
            {
                _kept.Write(bytes.Slice(end, 1));
                _lineLength = 0;
            }

            bytes = bytes[(text.Length + (end < 0 ? 0 : 1))..];
        }
    }
}
