using System.Runtime.CompilerServices;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>The lines of an import that have faults: by number, but for people who stand twice, who come last.</summary>
public sealed record RejectedLines(IAsyncEnumerable<RowFault> Faults);

/// <summary>Gives out the lines of an import that have faults, for as long as they are kept.</summary>
public sealed class ReadRejectedHandler(ImportRuns runs, IImportBlobs blobs)
{
    public async Task<Result<RejectedLines>> RunAsync(string campaignText, string importText, CancellationToken cancellationToken)
    {
        if (await GetImportHandler.FindAsync(runs, campaignText, importText, cancellationToken) is not { } run)
        {
            return RegisterFailures.ImportNotFound;
        }

        if (!run.IsOver)
        {
            return RegisterFailures.RejectedNotReady;
        }

        List<string> files = run.RejectedGoneAt is not null || run.Attempt.Length == 0 ? [] : await blobs
            .ListAsync(ImportPlace.Rejected, $"{PartLayout.FolderOf(run)}{run.Attempt}/", unfinished: false, cancellationToken)
            .Select(blob => blob.Name)
            .ToListAsync(cancellationToken);
        string lines = new PartLayout(run).Lines;
        return files.Remove(lines)
            ? new RejectedLines(ReadAsync([lines, .. files], cancellationToken))
            : RegisterFailures.RejectedGone;
    }

    private async IAsyncEnumerable<RowFault> ReadAsync(IEnumerable<string> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string file in files)
        {
            await foreach (RowFault fault in FaultLines.ReadAsync(blobs, file, cancellationToken))
            {
                yield return fault;
            }
        }
    }
}
