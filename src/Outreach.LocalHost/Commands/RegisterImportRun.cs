using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;
using Spectre.Console;

namespace Outreach.LocalHost.Commands;

/// <summary>One run of `register import`: loads an extract, shows how far it is, and writes every fault to a report.</summary>
/// <remarks>Exit codes are a contract: see <see cref="RegisterImportExit"/>.</remarks>
public sealed class RegisterImportRun(
    RegisterImportHandler handler, ICampaignStore campaigns, CampaignSecrets secrets, IAnsiConsole console, TimeProvider time)
{
    private const int BufferSize = 65_536;

    public async Task<RegisterImportExit> RunAsync(FileInfo extract, string campaign, FileInfo? report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(extract);
        if (!extract.Exists)
        {
            return Refuse(RegisterImportExit.Unusable, "There is no such file.");
        }

        // A report replaces what was there before.
        report ??= new FileInfo(extract.FullName + ".report.csv");
        if (string.Equals(report.FullName, extract.FullName, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(RegisterImportExit.Unusable, "The report would replace the extract. Name another file after --report.");
        }

        if (!CampaignId.TryParse(campaign, out CampaignId id) || await campaigns.FindAsync(id, cancellationToken) is not { Value: { } found })
        {
            return Refuse(RegisterImportExit.Unusable, "There is no such campaign. Create it first, or check the name after --campaign.");
        }

        if (await secrets.FindAsync(found, cancellationToken) is not { } secret)
        {
            return Refuse(RegisterImportExit.Unusable, "The campaign is over, or its key cannot be used: nothing can be loaded into it.");
        }

        await using var faults = new FaultReport(report);
        Result<RegisterImportOutcome> result = await ShowProgressAsync(progress => handler.HandleAsync(
            new RegisterImportRequest(id, secret, () => Open(extract), faults.Add, progress), cancellationToken));
        await ShowFaultsAsync(faults);
        return result.Succeeded ? Summarize(result.Value) : Refuse(RegisterImportExit.FileRefused, $"{result.Failure!.English} ({result.Failure.Code})");
    }

    private async Task<Result<RegisterImportOutcome>> ShowProgressAsync(
        Func<IProgress<RegisterImportProgress>, Task<Result<RegisterImportOutcome>>> import) =>
        await console.Status().StartAsync("Reading…", status =>
        {
            long started = time.GetTimestamp();
            return import(new Listener(progress =>
            {
                double perSecond = progress.Rows / Math.Max(time.GetElapsedTime(started).TotalSeconds, 0.001);
                string phase = progress.Phase switch
                {
                    RegisterImportPhase.Judging => "Judging",
                    RegisterImportPhase.Loading => "Loading",
                    RegisterImportPhase.Sweeping => "Removing rows of earlier imports",
                };
                status.Status($"{phase}: {progress.Rows:N0} rows, {progress.Refused:N0} refused, {perSecond:N0} rows/s");
            }));
        });

    private async Task ShowFaultsAsync(FaultReport faults)
    {
        await faults.FlushAsync();
        foreach (RowFault fault in faults.First)
        {
            console.MarkupLineInterpolated($"[yellow]line {fault.Line}[/] {fault.Reason.Code} [grey]{fault.Reason.Sentence}[/]");
        }

        if (faults.Count > 0)
        {
            console.MarkupLineInterpolated($"{faults.Count} lines with faults or remarks, all in {faults.File.FullName}");
        }
    }

    private RegisterImportExit Summarize(RegisterImportOutcome outcome)
    {
        RegisterImportCounts counts = outcome.Import.Counts;
        console.MarkupLineInterpolated(
            $"[green]{(outcome.Changed ? "Loaded" : "No change: this file is the register already")}[/] {counts.Loaded:N0} people, {counts.Refused:N0} rows refused (import {outcome.Import.Generation})");
        foreach ((string code, long rows) in counts.ByReason)
        {
            console.MarkupLineInterpolated($"  {rows,10:N0}  {code}");
        }

        return counts.Refused == 0 ? RegisterImportExit.Loaded : RegisterImportExit.LoadedInPart;
    }

    private RegisterImportExit Refuse(RegisterImportExit exit, string sentence)
    {
        console.MarkupLineInterpolated($"[red]Nothing was loaded.[/] {sentence}");
        return exit;
    }

    private static FileStream Open(FileInfo extract) => new(
        extract.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>Told on the import's own thread: <see cref="Progress{T}"/> would reorder.</summary>
    private sealed class Listener(Action<RegisterImportProgress> tell) : IProgress<RegisterImportProgress>
    {
        public void Report(RegisterImportProgress value) => tell(value);
    }
}
