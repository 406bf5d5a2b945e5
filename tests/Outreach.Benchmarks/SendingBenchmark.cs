using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Outreach.Adapters.Contacts;
using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Benchmarks;

/// <summary>An approved wave from its people to confirmed messages, in the steps of its orchestrations and without their engine, against the same storage calls bare.</summary>
internal static class SendingBenchmark
{
    /// <summary>Calls are played for so many messages at a time: what happens once for a page would else be rounded away.</summary>
    private const int MessagesPerPiece = 10;

    /// <summary>Each share asks eight at a time.</summary>
    private const int AtOnce = 64;

    /// <summary>A message is written with its claim, its row, and one change of either before it goes out and after.</summary>
    private const int RowsPerMessage = 5;

    private static int PeoplePerShare => Size.Of(full: 100, tiny: 20);

    private static int Rounds => Size.Of(full: 3, tiny: 1);

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        using SendingWorkshop workshop = await SendingWorkshop.CreateAsync();
        return
        [
            await MeasureAsync(workshop, OutreachChannel.Sms, "handed over in files"),
            await MeasureAsync(workshop, OutreachChannel.Email, "handed over one by one"),
        ];
    }

    private static async Task<Measurement> MeasureAsync(SendingWorkshop workshop, OutreachChannel channel, string how)
    {
        // What an emulator takes for a row grows with its table: the bare calls go where the product's go.
        TableClient table = new TableServiceClient(workshop.Server.ConnectionString).GetTableClient(TablesContactLedger.Table);
        using var calls = new StorageCalls(table.Uri.Port);

        // Once for nothing: whoever comes first pays for starting.
        await workshop.SendAsync(await workshop.ApproveAsync(channel, peoplePerShare: 10));
        int messages = PeoplePerShare * SendingWorkshop.ShareCount, pieces = Math.Max(1, messages / MessagesPerPiece);
        double[] ratios = new double[Rounds];
        double perSecond = 0;
        Dictionary<string, int> each = [];
        TimeSpan cpu = TimeSpan.Zero;
        for (int round = 0; round < Rounds; round++)
        {
            WaveId wave = await workshop.ApproveAsync(channel, PeoplePerShare);
            calls.Take();
            long sent = 0;
            TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
            double product = await EngineFloor.TimeAsync(async () => sent = await workshop.SendAsync(wave));
            cpu += Process.GetCurrentProcess().TotalProcessorTime - busy;
            each = calls.Take().ToDictionary(call => call.Key, call => (int)Math.Round((double)call.Value / pieces), StringComparer.Ordinal);
            if (sent != messages)
            {
                throw new InvalidOperationException($"{sent} messages were handed over.");
            }

            ratios[round] = await PlayAsync(workshop, table, each, pieces) / product;
            perSecond += messages / product / Rounds;
        }

        return new Measurement(
            $"messages of a wave per second, {SendingWorkshop.ShareCount} shares at once, {how}",
            "the same storage calls bare, per second",
            ratios.Order().ElementAt(Rounds / 2),
            string.Create(
                CultureInfo.InvariantCulture,
                $"per {MessagesPerPiece} messages: {EngineFloor.Describe(each)}; {cpu.TotalMilliseconds / Rounds / messages:F1} ms of processor a message; without a task hub, by a channel that takes everything at once; {perSecond:F0} messages/s here"));
    }

    private static Task<double> PlayAsync(SendingWorkshop workshop, TableClient table, Dictionary<string, int> each, int pieces)
    {
        int rows = (int)Math.Round((double)RowsPerMessage * MessagesPerPiece / each[StorageFloor.Transaction]);
        var floor = new StorageFloor(table, table, new BlobContainerClient(workshop.Server.ConnectionString, "none"), blobBytes: 0, Math.Max(1, rows));
        return EngineFloor.TimeAsync(() => Parallel.ForEachAsync(
            Enumerable.Range(0, pieces), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) => await floor.PlayAsync(each)));
    }
}
