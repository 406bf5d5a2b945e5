using Outreach.Adapters.Register;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;

namespace Outreach.Benchmarks;

/// <summary>Storage of imports with Azure's published limits. Files lie on disk and rows are counted and dropped, so that the simulator's own memory does not hide the product's.</summary>
internal sealed class SimulatedStorage(int rows, Action<long> read) : IImportBlobs, IRegisterWriter, IDisposable
{
    public const string Extract = "extract";

    private const int ParallelCalls = 16;

    private readonly StorageLimits _limits = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outreach-benchmark-");
    private long _envelopes;
    private long _bytes;
    private RegisterImport? _current;

    public long Envelopes => _envelopes;

    public long Bytes => _bytes;

    public Task PutAsync(ImportPlace place, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing is posted here.");

    public IImportBlobWriter Create(ImportPlace place, string name) => new Writer(PathOf(place, name), _limits.Blob());

    public Task<Stream?> OpenAsync(ImportPlace place, string name, string version, CancellationToken cancellationToken) => Task.FromResult<Stream?>(
        place == ImportPlace.Landing ? new PacedStream(new GeneratedExtract(rows, "Martin"), _limits.Blob(), read)
        : File.Exists(PathOf(place, name)) ? new PacedStream(File.OpenRead(PathOf(place, name)), _limits.Blob(), static _ => { })
        : null);

    public IAsyncEnumerable<ImportBlob> ListAsync(ImportPlace place, string prefix, bool unfinished, CancellationToken cancellationToken)
    {
        // About 165 bytes a row.
        IEnumerable<ImportBlob> found = place == ImportPlace.Landing
            ? [new ImportBlob($"benchmark/{Extract}", rows * 165L, DateTimeOffset.UnixEpoch, "1")]
            : _folder.GetFiles($"{place}!*").Select(file => new ImportBlob(NameOf(file), file.Length, DateTimeOffset.UnixEpoch, "1"));
        return found.Where(blob => blob.Name.StartsWith(prefix, StringComparison.Ordinal)).ToAsyncEnumerable();
    }

    public Task<Obstacle?> DestroyAsync(ImportPlace place, string name, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(place, name));
        return Task.FromResult<Obstacle?>(null);
    }

    public Task<RegisterImport?> FindCompleteAsync(CampaignId campaign, CancellationToken cancellationToken) => Task.FromResult(_current);

    public Task<int> FindNewestGenerationAsync(CampaignId campaign, CancellationToken cancellationToken) => Task.FromResult(1);

    public Task<RegisterImport> StartAsync(CampaignId campaign, string sha256, string? run, CancellationToken cancellationToken) =>
        Task.FromResult(new RegisterImport(1, sha256, RegisterImportState.Loading, DateTimeOffset.UnixEpoch, RegisterImportCounts.None));

    /// <remarks>Packed and sealed by the adapter's own code; only the table is not there.</remarks>
    public Task WriteAsync(
        CampaignId campaign, CampaignSecret secret, int generation, IAsyncEnumerable<RegisterPlacement> people, CancellationToken cancellationToken)
    {
        RegisterPacker packer = new(campaign, generation, RegisterPacker.DefaultLimit);
        ParallelOptions options = new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(packer.PackAsync(people, cancellationToken), options, async (envelope, _) =>
        {
            int length = envelope.Seal(secret.RegisterKey).Length;
            await _limits.EntityAsync(envelope.Key.Partition, length);
            Interlocked.Increment(ref _envelopes);
            Interlocked.Add(ref _bytes, length);
        });
    }

    public Task<bool> CompleteAsync(CampaignId campaign, RegisterImport import, CancellationToken cancellationToken)
    {
        _current = import;
        return Task.FromResult(true);
    }

    public Task<int> ForgetAsync(CampaignId campaign, int most, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task DiscardAsync(CampaignId campaign, int generation, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UpdateAsync(
        CampaignId campaign, CampaignSecret secret, int generation, IReadOnlyCollection<RegisterPlacement> people, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing is updated here.");

    public Task SweepAsync(CampaignId campaign, int generation, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(ImportPlace place, string name) => Path.Combine(_folder.FullName, $"{place}!{name.Replace('/', '!')}");

    private static string NameOf(FileInfo file) => file.Name[(file.Name.IndexOf('!', StringComparison.Ordinal) + 1)..].Replace('!', '/');

    private sealed class Writer(string path, StorageLimits.BlobPace pace) : IImportBlobWriter
    {
        public async Task AppendAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
        {
            await pace.RequestAsync(piece.Length);
            await using FileStream file = new(path, FileMode.Append);
            await file.WriteAsync(piece, cancellationToken);
        }

        public async Task CompleteAsync(CancellationToken cancellationToken)
        {
            await pace.RequestAsync(0);
            await using FileStream file = new(path, FileMode.Append);
        }
    }

    private sealed class PacedStream(Stream inner, StorageLimits.BlobPace pace, Action<long> read) : ReadOnlyStream(inner)
    {
        private long _total;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int some = await Inner.ReadAsync(buffer, cancellationToken);
            await pace.RequestAsync(some);
            read(_total += some);
            return some;
        }
    }
}
