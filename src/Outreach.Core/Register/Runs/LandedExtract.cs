using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>An extract as it lies in the landing place: one file, or parts that make one.</summary>
internal sealed class LandedExtract(CampaignId campaign, string extract, IReadOnlyList<ImportBlob> blobs, bool inParts)
{
    /// <summary>As it was sent, but for a few hundred bytes: parts lie sealed, a third longer.</summary>
    public long Bytes => blobs.Sum(blob => inParts ? SealedChunk.ContentOf(blob.Length) : blob.Length);

    public DateTimeOffset At => blobs.Max(blob => blob.ChangedAt);

    /// <param name="parts">How many there must be; 0 for a file in the landing container.</param>
    public static async Task<Result<LandedExtract>> FindAsync(
        IImportBlobs storage, CampaignId campaign, string extract, int parts, CancellationToken cancellationToken)
    {
        string name = ExtractName.Of(campaign, extract);
        List<ImportBlob> found = parts == 0
            ? await storage.ListAsync(ImportPlace.Landing, name, unfinished: false, cancellationToken).Where(blob => blob.Name == name).ToListAsync(cancellationToken)
            : await storage.ListAsync(ImportPlace.Posted, name + "/", unfinished: false, cancellationToken).ToListAsync(cancellationToken);
        IEnumerable<string> expected = parts == 0 ? [name] : Enumerable.Range(1, parts).Select(number => ExtractName.OfPart(campaign, extract, number));
        return found.Count == 0 ? RegisterFailures.ExtractNotFound
            : found.Select(blob => blob.Name).SequenceEqual(expected) ? new LandedExtract(campaign, extract, found, parts > 0)
            : RegisterFailures.PartsMissing;
    }

    /// <summary>Of what is there: other content, or other parts, are another import.</summary>
    public ImportId IdFor(ImportKind kind)
    {
        string text = string.Join('\n', [campaign.Value, extract, kind.ToString(), .. blobs.Select(blob => $"{blob.Name} {blob.Version}")]);
        return new ImportId(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)));
    }

    /// <summary>The file from its start; memory holds one part at a time.</summary>
    public async Task<Stream> OpenAsync(IImportBlobs storage, CampaignSecret secret, CancellationToken cancellationToken) => inParts
        ? new JoinedStream((part, cancelled) => ReadPartAsync(storage, secret, part, cancelled))
        : await storage.OpenAsync(ImportPlace.Landing, blobs[0].Name, blobs[0].Version, cancellationToken) ?? throw new ExtractChangedException();

    private async Task<byte[]?> ReadPartAsync(IImportBlobs storage, CampaignSecret secret, int part, CancellationToken cancellationToken)
    {
        if (part == blobs.Count)
        {
            return null;
        }

        await using Stream file = await storage.OpenAsync(ImportPlace.Posted, blobs[part].Name, blobs[part].Version, cancellationToken)
            ?? throw new ExtractChangedException();
        using StreamReader reader = new(file, Encoding.ASCII);
        return SealedChunk.Open(await reader.ReadToEndAsync(cancellationToken), secret.ImportKey, blobs[part].Name, number: 0).Content;
    }

    private sealed class JoinedStream(Func<int, CancellationToken, Task<byte[]?>> readPart) : ForwardStream
    {
        private ReadOnlyMemory<byte> _part;
        private int _next;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (_part.Length == 0)
            {
                if (await readPart(_next, cancellationToken) is not { } part)
                {
                    return 0;
                }

                (_part, _next) = (part, _next + 1);
            }

            int read = Math.Min(_part.Length, buffer.Length);
            _part[..read].CopyTo(buffer);
            _part = _part[read..];
            return read;
        }
    }
}
