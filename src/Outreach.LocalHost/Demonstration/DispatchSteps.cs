using CsvHelper;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Functions.ComplementaryOutreach;

namespace Outreach.LocalHost.Demonstration;

/// <summary>Letters leave as sealed files: a dispatcher fetches, opens and prints them, has ours destroyed, and reports what became of them.</summary>
internal sealed class DispatchSteps(DispatcherClient dispatcher, WaveClient author, OutreachStage stage, SentMessages sent, StepReport report)
{
    public async Task RunAsync(string wave, int letters, CancellationToken cancellationToken)
    {
        IReadOnlyList<BatchManifest> batches = await report.RunAsync("The dispatcher fetches the sealed batches of letters, and opens them with the own key", async () =>
        {
            IReadOnlyList<BatchManifest> all = await dispatcher.ListAsync(wave, cancellationToken);
            foreach (BatchManifest batch in all)
            {
                int rows = await ReadAsync(stage.OpenLetters(await dispatcher.FetchAsync(batch, cancellationToken)), cancellationToken);
                StepFailedException.Require(rows == batch.Count, $"a batch holds {rows} letters instead of {batch.Count}");
            }

            StepFailedException.Require(sent.Letters.Count == letters, $"{sent.Letters.Count} letters instead of {letters}");
            return (all, $"{all.Count} batches, {letters} letters, SHA-256 as announced");
        });
        await report.RunAsync("The dispatcher acknowledges them: the ciphertexts are destroyed", async () =>
        {
            foreach (BatchManifest batch in batches)
            {
                StepFailedException.Require(await dispatcher.AcknowledgeAsync(wave, batch, cancellationToken), "a batch can still be fetched");
            }

            IReadOnlyList<BatchManifest> after = await dispatcher.ListAsync(wave, cancellationToken);
            StepFailedException.Require(after.All(batch => batch is { DestroyedAt: not null, Url: null }), "a batch is still there");
            return $"{after.Count} destroyed";
        });
        await report.RunAsync("Days later it reports what arrived; a letter that came back is counted, and its person is not written to again", async () =>
        {
            (string Message, bool Delivered)[] deliveries = [.. sent.Letters.Keys.Select((message, i) => (message, i > 0))];
            DeliveryCounts counts = await dispatcher.ReportAsync(wave, deliveries, cancellationToken);
            StepFailedException.Require(counts is { Unknown: 0, Invalid: 0 } && counts.Recorded + counts.Known == letters, $"{counts.Recorded} reports are recorded, {counts.Unknown} unknown");
            WaveAnswer now = await author.ReadAsync(wave, cancellationToken);
            StepFailedException.Require(
                now.Tally is { } tally && (tally.Delivered, tally.Undelivered) == (letters - 1, 1), $"the wave tells {now.Tally?.Delivered} delivered, {now.Tally?.Undelivered} undelivered");
            return $"{now.Tally!.Delivered} delivered, {now.Tally.Undelivered} undelivered";
        });
    }

    private async Task<int> ReadAsync(byte[] csv, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream(csv);
        await using var reader = CsvReader.Create(file, new CsvReaderOptions { HasHeader = false });
        int rows = 0;
        for (bool header = true; await reader.ReadAsync(cancellationToken); header = false)
        {
            if (!header)
            {
                sent.AddLetter(reader.GetString(0), reader.GetString(BatchContent.LetterColumns.Count - 1));
                rows++;
            }
        }

        return rows;
    }
}
