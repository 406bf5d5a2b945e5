using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>One reading of an extract, from its first byte to its last: every line judged, good rows sorted into sealed parts.</summary>
/// <remarks>It is read once only, so nothing can change between two readings; a reading that is cut short leaves files under a name that nobody reads.</remarks>
internal sealed class ExtractReading(IImportBlobs blobs, Pseudonyms pseudonyms, RegisterPolicy policy, CampaignSecret secret)
{
    public async Task<Result<ImportEvent.Sorted>> RunAsync(ImportRun run, ImportPulse pulse, DateOnly today, CancellationToken cancellationToken)
    {
        try
        {
            Result<LandedExtract> landed = await LandedExtract.FindAsync(blobs, run.Campaign, run.Extract, run.LandedParts, cancellationToken);
            if (!landed.Succeeded)
            {
                return landed.Failure!;
            }

            return landed.Value.IdFor(run.Kind) == run.Id ? await ReadAsync(run, landed.Value, pulse, today, cancellationToken) : RegisterFailures.FileChanged;
        }
        catch (ExtractEncodingException)
        {
            return RegisterFailures.NotUtf8;
        }
        catch (ExtractRefusedException refused)
        {
            return refused.Failure;
        }
        catch (ExtractChangedException)
        {
            return RegisterFailures.FileChanged;
        }
    }

    private async Task<Result<ImportEvent.Sorted>> ReadAsync(
        ImportRun run, LandedExtract landed, ImportPulse pulse, DateOnly today, CancellationToken cancellationToken)
    {
        Stream file = await landed.OpenAsync(blobs, secret, cancellationToken);
        Result<RegisterExtract> opened = await RegisterExtract.OpenAsync(file, policy, today, cancellationToken);
        if (!opened.Succeeded)
        {
            return opened.Failure!;
        }

        using RegisterExtract extract = opened.Value;
        string attempt = RandomId.Create();
        PartSorter sorter = new(blobs, run with { Attempt = attempt }, secret, pseudonyms);
        try
        {
            return await SortAsync(run, attempt, extract, sorter, pulse, cancellationToken);
        }
        finally
        {
            await sorter.AbandonAsync();
        }
    }

    private async Task<Result<ImportEvent.Sorted>> SortAsync(
        ImportRun run, string attempt, RegisterExtract extract, PartSorter sorter, ImportPulse pulse, CancellationToken cancellationToken)
    {
        ExtractTally tally = new();
        await foreach (JudgedLine line in extract.ReadAsync(cancellationToken))
        {
            tally.Count(line, person: null);
            if (tally.Rows > policy.MaxRows)
            {
                return RegisterFailures.TooManyRows;
            }

            await sorter.AddAsync(line, cancellationToken);
            await pulse.BeatAsync(Progress, cancellationToken);
        }

        if (run.ExpectedSha256.Length > 0 && run.ExpectedSha256 != extract.FileSha256)
        {
            return RegisterFailures.DigestMismatch;
        }

        await sorter.CompleteAsync(cancellationToken);
        return new ImportEvent.Sorted(attempt, extract.Sha256, tally.Close(extract.Sha256).Counts);

        ImportProgress Progress() =>
            new(ImportPhase.Reading, Part: 0, extract.FileBytes, run.LandedBytes, tally.Rows, tally.Refused, IsComplete: false) { ByReason = tally.ByReason };
    }
}
