using Outreach.Core.Deletion;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>Where files of imports lie; everywhere deleted is gone, as for lists.</summary>
public enum ImportPlace
{
    /// <summary>Extracts that the insurer's systems put there, in clear: `{campaign}/{extract}`.</summary>
    Landing,

    /// <summary>Parts of extracts that were posted, sealed: `{campaign}/{extract}/{number}`.</summary>
    Posted,

    /// <summary>Rows of an import by part, sealed: `{campaign}/{import}/{attempt}/…`.</summary>
    Parts,

    /// <summary>Lines with faults by number and code: `{campaign}/{import}/{attempt}/…`.</summary>
    Rejected,
}

/// <summary>A file found in storage.</summary>
/// <param name="Version">Another one for other content.</param>
public sealed record ImportBlob(string Name, long Length, DateTimeOffset ChangedAt, string Version);

/// <summary>Keeps the files of imports for as long as they are needed, and proves that they are gone.</summary>
public interface IImportBlobs
{
    /// <summary>Writes a file as a whole, in place of what there was.</summary>
    Task PutAsync(ImportPlace place, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>A file that is written piece by piece, and there once it is completed; of two writers of one name, who write the same, either may complete it.</summary>
    IImportBlobWriter Create(ImportPlace place, string name);

    /// <summary>Reads a file from its start; null when it is not there.</summary>
    /// <param name="version">The version that is meant; empty for whichever there is.</param>
    /// <exception cref="ExtractChangedException">It is another version, or becomes one while it is read.</exception>
    Task<Stream?> OpenAsync(ImportPlace place, string name, string version, CancellationToken cancellationToken);

    /// <summary>Files whose name starts with <paramref name="prefix"/>, in the ordinal order of names.</summary>
    /// <param name="place">Where.</param>
    /// <param name="prefix">Of names.</param>
    /// <param name="unfinished">Whether those count too of which there are pieces only.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<ImportBlob> ListAsync(ImportPlace place, string prefix, bool unfinished, CancellationToken cancellationToken);

    /// <summary>Deletes a file with everything storage may keep of it, and reads back that it is gone. What stands in the way; null when nothing is left.</summary>
    Task<Obstacle?> DestroyAsync(ImportPlace place, string name, CancellationToken cancellationToken);
}

/// <summary>Writes one file.</summary>
public interface IImportBlobWriter
{
    Task AppendAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken);

    Task CompleteAsync(CancellationToken cancellationToken);
}
