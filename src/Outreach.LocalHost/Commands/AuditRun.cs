using Outreach.Core;
using Outreach.Core.Audit;
using Spectre.Console;

namespace Outreach.LocalHost.Commands;

/// <summary>One run of `audit verify` or `audit checkpoint`. Exit codes are a contract: see <see cref="AuditExit"/>.</summary>
public sealed class AuditRun(VerifyAuditHandler verify, CheckpointAuditHandler checkpoint, IAnsiConsole console)
{
    private const int ProgressEvery = 100;

    public async Task<AuditExit> VerifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            AuditVerification verification = await console.Status().StartAsync("Reading…", status => verify.RunAsync(
                after: "",
                int.MaxValue,
                progress =>
                {
                    if (progress.Streams % ProgressEvery == 0)
                    {
                        status.Status($"Verifying: {progress.Streams:N0} streams, {progress.Entries:N0} entries");
                    }
                },
                cancellationToken));
            return Summarize(verification);
        }
        catch (TransientDependencyException away)
        {
            console.MarkupLineInterpolated($"[red]Nothing can be said now.[/] {away.Message} Try again.");
            return AuditExit.Unverified;
        }
    }

    public async Task<AuditExit> CheckpointAsync(CancellationToken cancellationToken)
    {
        CheckpointOutcome outcome = await checkpoint.RunAsync(cancellationToken);
        console.MarkupLineInterpolated($"Checkpoint {outcome.Number}: {outcome.Streams:N0} streams, {outcome.Retention.Erased:N0} erased by retention, {outcome.Retention.Checkpoints:N0} old checkpoints removed.");
        AuditFinding[] findings = [.. outcome.Checkpoints.Select(AuditFinding.Of), .. outcome.Altered.Select(AuditFinding.Of)];
        Show(findings, findings.Length);
        return findings.Length == 0 ? AuditExit.Intact : AuditExit.Altered;
    }

    private AuditExit Summarize(AuditVerification verification)
    {
        Show(verification.Findings, verification.Faults);
        foreach ((DateTimeOffset from, DateTimeOffset to) in verification.Gaps)
        {
            console.MarkupLineInterpolated($"[yellow]No checkpoint[/] was made between {from:u} and {to:u}.");
        }

        console.MarkupLineInterpolated($"{verification.Streams:N0} streams, {verification.Entries:N0} entries as they were written.");
        if (verification.Checkpoint is { } latest)
        {
            console.MarkupLineInterpolated($"Compared with checkpoint {latest.Statement.Number} of {latest.Statement.At:u}, SHA-256 {latest.Hash}.");
            console.MarkupLineInterpolated($"{verification.Uncovered:N0} entries are newer: until the next checkpoint only their own chain vouches for them.");
        }
        else
        {
            console.MarkupLineInterpolated($"[yellow]No checkpoint to compare with:[/] only the chains themselves vouch for {verification.Uncovered:N0} entries.");
        }

        console.MarkupLine(verification.IsIntact ? "[green]The trail is intact.[/]" : "[red]The trail was altered.[/]");
        return verification.IsIntact ? AuditExit.Intact : AuditExit.Altered;
    }

    private void Show(IReadOnlyList<AuditFinding> findings, int all)
    {
        foreach (AuditFinding finding in findings)
        {
            console.MarkupLineInterpolated($"[red]{finding.Code}[/] {finding.English}");
        }

        if (all > findings.Count)
        {
            console.MarkupLineInterpolated($"… and {all - findings.Count:N0} more.");
        }
    }
}
