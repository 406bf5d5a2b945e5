using System.Runtime.CompilerServices;
using System.Text.Json;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Updates;

namespace Outreach.Core.Register.Runs;

/// <summary>Writes the rows of one part: unseen, into a generation of its own; or, of a delta, over the generation in force.</summary>
/// <remarks>Run twice, or killed and run again, it writes the same rows over each other.</remarks>
public sealed class LoadPartHandler(ContactBooks books, ImportRuns runs, IImportBlobs blobs, IRegisterWriter writer, RegisterUpdateWriter updates)
{
    public async Task RunAsync(CampaignId campaign, ImportId import, int part, CancellationToken cancellationToken)
    {
        ImportRun run = await runs.GetAsync(campaign, import, cancellationToken);
        if (run.State != ImportState.Loading)
        {
            return;
        }

        if (await books.FindAsync(campaign, cancellationToken) is not { } book)
        {
            await runs.EndAsync(run, ImportState.Refused, Campaigns.Failures.NotFound, cancellationToken);
            return;
        }

        try
        {
            await LoadAsync(run, book, part, cancellationToken);
        }
        catch (ImportOverException)
        {
            // Whoever ended it said why.
        }
    }

    private async Task LoadAsync(ImportRun run, ContactBook book, int part, CancellationToken cancellationToken)
    {
        if (run.Kind == ImportKind.Full && await writer.FindNewestGenerationAsync(run.Campaign, cancellationToken) != run.Generation)
        {
            await runs.EndAsync(run, ImportState.Superseded, RegisterFailures.Superseded, cancellationToken);
            return;
        }

        long rows = 0;
        ImportPulse pulse = runs.Pulse(run);
        IAsyncEnumerable<RegisterPlacement> people = ReadAsync();
        if (run.Kind == ImportKind.Full)
        {
            await writer.WriteAsync(run.Campaign, book.Secret, run.Generation, people, cancellationToken);
        }
        else
        {
            await foreach (RegisterPlacement[] some in people.Chunk(RegisterUpdateBody.MostPeople).WithCancellation(cancellationToken))
            {
                // An import that is begun meanwhile is told at the end, for the delta as a whole.
                await updates.WriteAsync(book, some, cancellationToken);
            }
        }

        await runs.Store.TellAsync(run.Campaign, run.Id, Progress(isComplete: true), cancellationToken);

        async IAsyncEnumerable<RegisterPlacement> ReadAsync()
        {
            await foreach (RegisterPlacement placement in PartReader.ReadAsync(blobs, new PartLayout(run), part, book.Secret, cancellationToken))
            {
                rows++;
                yield return placement;
                await pulse.BeatAsync(() => Progress(isComplete: false), cancellationToken);
            }
        }

        ImportProgress Progress(bool isComplete) => new(ImportPhase.Loading, part, rows, rows, rows, Refused: 0, isComplete);
    }
}

/// <summary>The rows of a part whose people stand once.</summary>
internal static class PartReader
{
    public static async IAsyncEnumerable<RegisterPlacement> ReadAsync(
        IImportBlobs blobs, PartLayout layout, int part, CampaignSecret secret, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long[] duplicates = await ReadDuplicatesAsync(blobs, layout, cancellationToken);
        await foreach (ReadOnlyMemory<byte> piece in SealedFile.ReadAsync(blobs, layout.Rows(part), secret.ImportKey, cancellationToken))
        {
            for (ReadOnlyMemory<byte> rest = piece; rest.Length > 0;)
            {
                int end = rest.Span.IndexOf((byte)'\n');
                PartRow row = JsonSerializer.Deserialize(rest.Span[..end], PartRowJson.Default.PartRow)!;
                if (Array.BinarySearch(duplicates, row.Line) < 0)
                {
                    yield return row.ToPlacement();
                }

                rest = rest[(end + 1)..];
            }
        }
    }

    /// <remarks>Bounded by <see cref="RegisterPolicy.MaxDuplicates"/>: an extract with more was refused.</remarks>
    private static async Task<long[]> ReadDuplicatesAsync(IImportBlobs blobs, PartLayout layout, CancellationToken cancellationToken)
    {
        List<long> lines = [];
        for (int part = 0; part < layout.Run.Parts; part++)
        {
            await foreach (RowFault fault in FaultLines.ReadAsync(blobs, layout.Duplicates(part), cancellationToken))
            {
                lines.Add(fault.Line);
            }
        }

        lines.Sort();
        return [.. lines];
    }
}
