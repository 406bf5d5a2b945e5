using Outreach.Core.Audit;

namespace Outreach.Functions.Audit;

/// <summary>A page of a verification over HTTP: streams after the page before, compared with one checkpoint.</summary>
/// <param name="Intact">Whether this page found nothing; the trail is intact when every page is.</param>
/// <param name="UncoveredEntries">Entries newer than the checkpoint.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
internal sealed record AuditVerificationAnswer(
    bool Intact,
    CheckpointAnswer? Checkpoint,
    int Streams,
    long Entries,
    long UncoveredEntries,
    int FaultCount,
    IReadOnlyList<FaultAnswer> Faults,
    IReadOnlyList<GapAnswer> Gaps,
    string? Next)
{
    public static AuditVerificationAnswer Of(AuditVerification verification, bool french) => new(
        verification.IsIntact,
        verification.Checkpoint is { } latest
            ? new CheckpointAnswer(latest.Statement.Number, latest.Statement.At, latest.Statement.Heads.Size, latest.Statement.Heads.Root, latest.Hash)
            : null,
        verification.Streams,
        verification.Entries,
        verification.Uncovered,
        verification.Faults,
        [.. verification.Findings.Select(finding => new FaultAnswer(finding.Code, finding.Stream, finding.Sequence, finding.Checkpoint, french ? finding.French : finding.English))],
        [.. verification.Gaps.Select(gap => new GapAnswer(gap.From, gap.To))],
        verification.Next is { } last ? $"/api/audit/verification?after={Uri.EscapeDataString(last)}" : null);
}

/// <summary>The checkpoint that streams were compared with; whoever keeps number and hash notices later when it was replaced.</summary>
internal sealed record CheckpointAnswer(long Number, DateTimeOffset At, long Streams, string Root, string Sha256);

internal sealed record FaultAnswer(string Code, string? Stream, long? Sequence, long? Checkpoint, string Detail);

internal sealed record GapAnswer(DateTimeOffset From, DateTimeOffset To);
