using Outreach.Core.Campaigns;

namespace Outreach.Core.Register.Runs;

/// <summary>What takes long in an import.</summary>
public enum ImportPhase
{
    Reading,
    Matching,
    Loading,
}

/// <summary>How far a part of a phase is; numbers only, and the later word replaces the earlier.</summary>
/// <param name="Part">From 0; 0 for what has no parts.</param>
/// <param name="Done">Of <paramref name="Of"/>: bytes of the file while reading, rows while loading.</param>
/// <param name="Rows">Lines read, or rows written.</param>
/// <param name="Refused">Lines refused so far.</param>
/// <param name="IsComplete">Whether this part of the phase is over.</param>
public sealed record ImportProgress(ImportPhase Phase, int Part, long Done, long Of, long Rows, long Refused, bool IsComplete)
{
    public IReadOnlyDictionary<string, long>? ByReason { get; init; }
}

/// <summary>Keeps imports and how far they are, by campaign.</summary>
public interface IImportRunStore
{
    Task<Versioned<ImportRun>?> FindAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken);

    /// <summary>False when there is one of that id.</summary>
    Task<bool> TryAddAsync(ImportRun run, CancellationToken cancellationToken);

    /// <summary>False when it was changed since <paramref name="etag"/> was read.</summary>
    Task<bool> TryReplaceAsync(ImportRun run, string etag, CancellationToken cancellationToken);

    /// <summary>Every import of a campaign, in no order.</summary>
    IAsyncEnumerable<ImportRun> ListAsync(CampaignId campaign, CancellationToken cancellationToken);

    Task TellAsync(CampaignId campaign, ImportId import, ImportProgress progress, CancellationToken cancellationToken);

    Task<IReadOnlyList<ImportProgress>> ReadProgressAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken);

    /// <summary>Removes an import with its progress.</summary>
    Task RemoveAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken);
}
