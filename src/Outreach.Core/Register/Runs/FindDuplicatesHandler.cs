using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>Finds, among the people of one part, those who stand on several lines: nobody can say which line is meant, so none of them is loaded.</summary>
/// <remarks>Memory holds one part's names. Run twice is the same.</remarks>
public sealed class FindDuplicatesHandler(ContactBooks books, ImportRuns runs, IImportBlobs blobs)
{
    public async Task RunAsync(CampaignId campaign, ImportId import, int part, CancellationToken cancellationToken)
    {
        ImportRun run = await runs.GetAsync(campaign, import, cancellationToken);
        if (run.State != ImportState.Matching)
        {
            return;
        }

        if (await books.FindAsync(campaign, cancellationToken) is not { } book)
        {
            await runs.EndAsync(run, ImportState.Refused, Campaigns.Failures.NotFound, cancellationToken);
            return;
        }

        PartLayout layout = new(run);
        List<(UInt128 Person, long Line)> people = [];
        await foreach (ReadOnlyMemory<byte> piece in SealedFile.ReadAsync(blobs, layout.People(part), book.Secret.ImportKey, cancellationToken))
        {
            Read(piece.Span, people);
        }

        FaultLines faults = new(blobs.Create(ImportPlace.Rejected, layout.Duplicates(part)));
        long[] lines = LinesOfDuplicates(people);
        foreach (long line in lines)
        {
            await faults.AddAsync(new RowFault(line, RowReason.DuplicatePerson), cancellationToken);
        }

        await faults.CompleteAsync(cancellationToken);
        ImportProgress progress = new(ImportPhase.Matching, part, people.Count, people.Count, people.Count, lines.Length, IsComplete: true);
        await runs.Store.TellAsync(campaign, import, progress, cancellationToken);
    }

    private static void Read(ReadOnlySpan<byte> piece, List<(UInt128 Person, long Line)> people)
    {
        for (; piece.Length >= PartSorter.PersonLength; piece = piece[PartSorter.PersonLength..])
        {
            people.Add((BinaryPrimitives.ReadUInt128BigEndian(piece), BinaryPrimitives.ReadInt64LittleEndian(piece[16..])));
        }
    }

    private static long[] LinesOfDuplicates(List<(UInt128 Person, long Line)> people)
    {
        Span<(UInt128 Person, long Line)> sorted = CollectionsMarshal.AsSpan(people);
        sorted.Sort(static (one, other) => one.Person.CompareTo(other.Person));
        List<long> lines = [];
        for (int i = 0; i < sorted.Length; i++)
        {
            bool twice = (i > 0 && sorted[i].Person == sorted[i - 1].Person) || (i + 1 < sorted.Length && sorted[i].Person == sorted[i + 1].Person);
            if (twice)
            {
                lines.Add(sorted[i].Line);
            }
        }

        lines.Sort();
        return [.. lines];
    }
}
