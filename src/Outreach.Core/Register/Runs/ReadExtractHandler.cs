using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.Register.Runs;

/// <summary>What a step of an import tells the orchestration: whether it goes on, and how many parts there are.</summary>
public sealed record ImportStep(bool GoesOn, int Parts)
{
    internal static ImportStep Of(ImportRun run) => new(!run.IsOver, run.Parts);
}

/// <summary>The first step of an import: reads and judges the extract, and sorts its good rows into sealed parts.</summary>
/// <remarks>Run twice, the reading that is completed first counts.</remarks>
public sealed class ReadExtractHandler(ContactBooks books, ImportRuns runs, IImportBlobs blobs, Pseudonyms pseudonyms, RegisterPolicy policy)
{
    public async Task<ImportStep> RunAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken)
    {
        ImportRun run = await runs.GetAsync(campaign, import, cancellationToken);
        return ImportStep.Of(run.State == ImportState.Reading ? await ReadAsync(run, cancellationToken) : run);
    }

    private async Task<ImportRun> ReadAsync(ImportRun run, CancellationToken cancellationToken)
    {
        if (await books.FindAsync(run.Campaign, cancellationToken) is not { } book)
        {
            return await runs.EndAsync(run, ImportState.Refused, Campaigns.Failures.NotFound, cancellationToken);
        }

        try
        {
            ExtractReading reading = new(blobs, pseudonyms, policy, book.Secret);
            DateOnly today = DateOnly.FromDateTime(runs.Now.UtcDateTime);
            Result<ImportEvent.Sorted> sorted = await reading.RunAsync(run, runs.Pulse(run), today, cancellationToken);
            return sorted.Succeeded
                ? await runs.MoveAsync(run, sorted.Value, cancellationToken)
                : await runs.EndAsync(run, ImportState.Refused, sorted.Failure, cancellationToken);
        }
        catch (ImportOverException)
        {
            return await runs.GetAsync(run.Campaign, run.Id, cancellationToken);
        }
    }
}
