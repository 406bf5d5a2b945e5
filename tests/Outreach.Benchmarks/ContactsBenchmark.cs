using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Outreach.Adapters.Contacts;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.LocalHost.Azurite;
using Outreach.Testing.Azurite;
using Outreach.Testing.Register;

namespace Outreach.Benchmarks;

/// <summary>Claims of a list of a thousand against the bare inserts, in an empty ledger and in a large one; and many callers who want one person.</summary>
internal static class ContactsBenchmark
{
    private const int People = 1_000;
    private const int Callers = 100;
    private const int ParallelCalls = 8;
    private const int TableTransactionSize = 100;

    /// <summary>As long as a sealed row.</summary>
    private static readonly string Text = new('x', 1_850);

    internal static readonly ContactBook Book = new(SamplePeople.NewCampaign(), SamplePeople.Secret, Cap: 1, Generation: 1);

    private static int Rounds => Size.Of(full: 9, tiny: 1);

    private static int LargeLedger => Size.Of(full: 1_000_000, tiny: 1_000);

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        AzuriteServer server = await AzuriteFixture.StartLargeAsync();
        var tables = new TableServiceClient(server.ConnectionString);
        await tables.CreateTableIfNotExistsAsync(TablesContactLedger.Table);
        var storage = new OutreachStorage(tables, new Azure.Storage.Blobs.BlobServiceClient(server.ConnectionString), new Azure.Storage.Blobs.BlobServiceClient(server.ConnectionString));
        var ledger = new TablesContactLedger(storage, TimeProvider.System);

        // What an emulator takes for a row grows with its table and partition: the bare inserts go where the claims go.
        TableClient floor = tables.GetTableClient(TablesContactLedger.Table);
        using var calls = new StorageCalls(tables.Uri.Port);

        await ClaimAsync(ledger);
        await InsertAsync(floor, People);
        calls.Take();
        await ClaimAsync(ledger);
        Dictionary<string, int> perClaim = calls.Take();
        (double ratio, double empty, double bareEmpty) = await PairsAsync(ledger, floor);
        (double contended, double apart) = await ContendAsync(ledger);
        Measurement wave = await WaveClaimsBenchmark.RunAsync(ledger, floor);
        await FillAsync(floor);
        (double largeRatio, double large, double bareLarge) = await PairsAsync(ledger, floor);
        string kinds = string.Join(", ", perClaim.OrderByDescending(call => call.Value).Select(call => $"{call.Value} {call.Key}"));
        return
        [
            new Measurement(
                "claim 1,000 people for one list",
                "the same rows inserted bare, one transaction per partition",
                ratio,
                Detail($"{kinds}; {empty:F0} ms here")),
            new Measurement(
                string.Create(CultureInfo.InvariantCulture, $"the same in a ledger of {LargeLedger:N0} rows"),
                "the same rows inserted bare, into the same partitions",
                largeRatio,
                Detail($"{large:F0} ms here, {large / empty:F2} of the empty one's; the bare inserts {bareLarge / bareEmpty:F2} of the empty one's")),
            new Measurement($"{Callers} callers claim one person at once", "each somebody of their own", contended / apart, Detail($"one is granted; {contended:F0} ms here for all")),
            wave,
        ];
    }

    private static async Task<(double Ratio, double Product, double Bare)> PairsAsync(TablesContactLedger ledger, TableClient floor)
    {
        double[] product = new double[Rounds];
        double[] bare = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            product[i] = await TimeAsync(() => ClaimAsync(ledger));
            bare[i] = await TimeAsync(() => InsertAsync(floor, People));
        }

        double ratio = Median([.. product.Zip(bare, (one, other) => one / other)]);
        return (ratio, Median(product), Median(bare));
    }

    private static async Task<(double Contended, double Apart)> ContendAsync(TablesContactLedger ledger)
    {
        double[] contended = new double[Rounds];
        double[] apart = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            PatientRef one = new(RandomId.Create());
            int granted = 0;
            contended[i] = await TimeAsync(async () => granted = (await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => ClaimAsync(ledger, [one])))).Sum());
            apart[i] = await TimeAsync(() => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => ClaimAsync(ledger, [new PatientRef(RandomId.Create())]))));
            if (granted != 1)
            {
                throw new InvalidOperationException($"{granted} callers were granted one person.");
            }
        }

        return (Median(contended), Median(apart));
    }

    private static Task ClaimAsync(TablesContactLedger ledger) => ClaimAsync(ledger, [.. Enumerable.Range(0, People).Select(_ => new PatientRef(RandomId.Create()))]);

    private static async Task<int> ClaimAsync(TablesContactLedger ledger, PatientRef[] people) =>
        (await ledger.ClaimAsync(Book, ContactAct.For(new PractitionerRef(RandomId.Create()), ListId.Create()), people, default)).Count;

    /// <summary>Rows of other people, short: a claim reads none of them, and an emulator keeps them all in memory.</summary>
    private static Task FillAsync(TableClient floor) => Parallel.ForEachAsync(
        Enumerable.Range(0, LargeLedger / TableTransactionSize),
        new ParallelOptions { MaxDegreeOfParallelism = ParallelCalls },
        async (transaction, cancelled) =>
        {
            string partition = PartitionOf($"{transaction % 16:x}");
            await floor.SubmitTransactionAsync(
                Enumerable.Range(0, TableTransactionSize).Select(_ => new TableTransactionAction(
                    TableTransactionActionType.Add, new TableEntity(partition, partition[^1] + RandomId.Create()[1..]))),
                cancelled);
        });

    /// <summary>Rows as a claim writes them, and nothing else.</summary>
    internal static Task InsertAsync(TableClient floor, int people) => Parallel.ForEachAsync(
        Enumerable.Range(0, people).Select(_ => RandomId.Create()).GroupBy(row => row[0]).SelectMany(partition => partition.Chunk(TableTransactionSize)),
        new ParallelOptions { MaxDegreeOfParallelism = ParallelCalls },
        async (rows, cancelled) => await floor.SubmitTransactionAsync(
            rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(PartitionOf(row), row) { ["Sealed"] = Text })),
            cancelled));

    private static string PartitionOf(string row) => $"{Book.Campaign.Value}~{row[0]}";

    private static async Task<double> TimeAsync(Func<Task> call)
    {
        long begun = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);

    private static string Detail(FormattableString detail) => detail.ToString(CultureInfo.InvariantCulture);
}
