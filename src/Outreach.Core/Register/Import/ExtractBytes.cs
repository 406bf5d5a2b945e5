using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Outreach.Core.Register.Import;

/// <summary>The file as a whole is refused; what was read of it must not count.</summary>
internal sealed class ExtractRefusedException(Failure failure) : Exception("The extract is refused.")
{
    public Failure Failure { get; } = failure;
}

/// <summary>The file of an extract: decompressed if its first bytes are those of gzip (RFC 1952), counted, hashed as it came, and bounded.</summary>
/// <remarks>
/// The library's decompression ends without a word where a file was cut off. So the last four bytes must tell the length of what came out, which also
/// refuses a file of several members and one with something behind its end.
/// </remarks>
internal sealed class ExtractBytes : ForwardStream
{
    private const long AlwaysAllowed = 64 * 1024 * 1024;

    private readonly FileBytes _file;
    private readonly RegisterPolicy _policy;
    private Stream? _content;
    private long _given;

    /// <remarks>Takes the stream over.</remarks>
    public ExtractBytes(Stream file, RegisterPolicy policy)
    {
        _file = new FileBytes(file);
        _policy = policy;
    }

    /// <summary>Bytes of the file so far.</summary>
    public long Count => _file.Count;

    /// <summary>Of the file as it came, lower-case hexadecimal, once it was read to its end.</summary>
    public string Sha256 => _file.Sha256;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _content ??= await _file.IsGzipAsync(cancellationToken) ? new GZipStream(_file, CompressionMode.Decompress) : _file;
        int read = await DecompressAsync(_content, buffer, cancellationToken);
        _given += read;
        if (read == 0 && buffer.Length > 0)
        {
            await CheckEndAsync(cancellationToken);
        }

        return _given > _policy.MaxBytes ? throw new ExtractRefusedException(RegisterFailures.FileTooLarge)
            : _given > AlwaysAllowed && _given / _policy.MaxInflation > _file.Count ? throw new ExtractRefusedException(RegisterFailures.GzipTooDense)
            : read;
    }

    protected override void Dispose(bool disposing)
    {
        _content?.Dispose();
        _file.Dispose();
        base.Dispose(disposing);
    }

    private static async ValueTask<int> DecompressAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException) when (content is GZipStream)
        {
            throw new ExtractRefusedException(RegisterFailures.GzipDamaged);
        }
    }

    private async Task CheckEndAsync(CancellationToken cancellationToken)
    {
        await _file.DrainAsync(cancellationToken);
        if (_content is GZipStream && _file.LastFourBytes != unchecked((uint)_given))
        {
            throw new ExtractRefusedException(RegisterFailures.GzipDamaged);
        }
    }

    private sealed class FileBytes(Stream file) : ForwardStream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] _first = new byte[2];
        private readonly byte[] _last = new byte[4];
        private Memory<byte> _ahead;

        public long Count { get; private set; }

        public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

        public uint LastFourBytes => BinaryPrimitives.ReadUInt32LittleEndian(_last);

        public async ValueTask<bool> IsGzipAsync(CancellationToken cancellationToken)
        {
            _ahead = _first.AsMemory(0, await file.ReadAtLeastAsync(_first, 2, throwOnEndOfStream: false, cancellationToken));
            return _ahead.Span is [0x1F, 0x8B];
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = Math.Min(_ahead.Length, buffer.Length);
            if (read > 0)
            {
                _ahead[..read].CopyTo(buffer);
                _ahead = _ahead[read..];
            }
            else
            {
                read = await file.ReadAsync(buffer, cancellationToken);
            }

            Note(buffer.Span[..read]);
            return read;
        }

        /// <summary>Reads what is behind the end of what was decompressed.</summary>
        public async Task DrainAsync(CancellationToken cancellationToken)
        {
            byte[] rest = new byte[4096];
            while (await ReadAsync(rest, cancellationToken) > 0)
            {
            }
        }

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            file.Dispose();
            base.Dispose(disposing);
        }

        private void Note(ReadOnlySpan<byte> bytes)
        {
            _hash.AppendData(bytes);
            Count += bytes.Length;
            ReadOnlySpan<byte> end = bytes[Math.Max(bytes.Length - 4, 0)..];
            _last.AsSpan(end.Length).CopyTo(_last);
            end.CopyTo(_last.AsSpan(4 - end.Length));
        }
    }
}
