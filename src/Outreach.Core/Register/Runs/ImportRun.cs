using System.Text.Json.Serialization;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>One import, and the instance id of its orchestration; 32 hexadecimal digits, made of what was landed: the same extract asked for twice is one import.</summary>
public readonly record struct ImportId(string Value)
{
    public static bool TryParse(string? text, out ImportId id)
    {
        id = new ImportId(text ?? "");
        return RandomId.IsWellFormed(text);
    }

    public override string ToString() => Value;
}

/// <summary>Full: the extract replaces the register. Delta: its people are updated over the register in force.</summary>
public enum ImportKind
{
    Full,
    Delta,
}

/// <summary>Where an import is; those from <see cref="Completed"/> on are its end. Names are a stored format.</summary>
public enum ImportState
{
    /// <summary>The extract is read, judged, and sorted into sealed parts.</summary>
    Reading,

    /// <summary>People who stand more than once are found.</summary>
    Matching,

    /// <summary>Rows are written, unseen; those of a delta are applied.</summary>
    Loading,

    /// <summary>The new rows become the register: from here on nobody cancels.</summary>
    Completing,

    Completed,

    /// <summary>The register was made of this very extract already; nothing was written.</summary>
    Unchanged,

    /// <summary>The extract was refused as a whole.</summary>
    Refused,

    /// <summary>Another import was begun later.</summary>
    Superseded,

    Cancelled,

    Failed,
}

/// <summary>Why an import ended without loading, as its caller is told; names columns at most, never a value.</summary>
public sealed record ImportFault(string Code, string English, string French);

/// <summary>What is known of an import; ids, counts and dates alone.</summary>
public sealed record ImportRun
{
    [JsonIgnore]
    public CampaignId Campaign { get; init; }

    public required ImportId Id { get; init; }

    /// <summary>The name under which the extract was landed.</summary>
    public required string Extract { get; init; }

    /// <summary>Parts that were posted; 0 for a file that was put into the landing container.</summary>
    public int LandedParts { get; init; }

    /// <summary>Of the extract as landed, by the clock of storage: what changed later is somebody else's.</summary>
    public DateTimeOffset LandedAt { get; init; }

    public long LandedBytes { get; init; }

    public ImportKind Kind { get; init; }

    /// <summary>What the file's SHA-256 must be; empty when its sender did not say.</summary>
    public string ExpectedSha256 { get; init; } = "";

    /// <summary>As the audit trail names the caller.</summary>
    public required string Actor { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public ImportState State { get; init; }

    /// <summary>Parts into which the rows are sorted.</summary>
    public int Parts { get; init; }

    /// <summary>Under which name the reading wrote that was completed first; others are rubbish.</summary>
    public string Attempt { get; init; } = "";

    public string Sha256 { get; init; } = "";

    public RegisterImportCounts Counts { get; init; } = RegisterImportCounts.None;

    public int Generation { get; init; }

    public ImportFault? Fault { get; init; }

    public DateTimeOffset? LoadingAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When landed extract and parts were read back as gone.</summary>
    public DateTimeOffset? RemainsGoneAt { get; init; }

    /// <summary>When no row of the register was left that nobody reads: of this import, if it was not completed, and of earlier ones.</summary>
    public DateTimeOffset? RowsGoneAt { get; init; }

    /// <summary>When the report of rows with faults was.</summary>
    public DateTimeOffset? RejectedGoneAt { get; init; }

    [JsonIgnore]
    public bool IsOver => State >= ImportState.Completed;

    public override string ToString() => Id.Value;
}
